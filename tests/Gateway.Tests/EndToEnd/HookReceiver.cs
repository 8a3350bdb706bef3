using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.EndToEnd;

/// <summary>A real HTTP receiver; one path for each webhook. Waiting is woken by messages, not by a clock.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<HookMessage> _messages = [];
    private TaskCompletionSource _changed = NewSignal();

    private HookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    /// <summary>What is answered; 204 unless told otherwise.</summary>
    public Func<HookMessage, int> Answer { get; set; } = static _ => StatusCodes.Status204NoContent;

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public string Url(string path) => $"{_app.Urls.Single()}/{path}";

    /// <summary>What came to a path so far, by event time.</summary>
    public IReadOnlyList<HookMessage> At(string path)
    {
        lock (_lock)
        {
            return [.. _messages.Where(message => message.Path == path)];
        }
    }

    /// <summary>Waits until so many messages came to a path; in the order of event time.</summary>
    public async Task<IReadOnlyList<HookMessage>> ReceivedAsync(string path, int count)
    {
        await UntilAsync(() => At(path).Count >= count, () => $"{count} messages at {path}, {At(path).Count} came");
        return [.. At(path).OrderBy(message => message.EventTime)];
    }

    /// <summary>Waits until a message came to a path that is as wanted.</summary>
    public async Task<HookMessage> ReceivedAsync(string path, Func<HookMessage, bool> wanted)
    {
        await UntilAsync(() => At(path).Any(wanted), () => $"a message at {path} among {At(path).Count}");
        return At(path).First(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition())
            {
                return;
            }

            try
            {
                await changed.WaitAsync(Limits.Hang);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Never came: {what()}.");
            }
        }
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var message = new HookMessage(
            context.Request.Path.Value![1..],
            context.Request.ContentType!,
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        context.Response.StatusCode = Answer(message);
        TaskCompletionSource changed;
        lock (_lock)
        {
            _messages.Add(message);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
