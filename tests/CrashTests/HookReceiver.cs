using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.CrashTests;

/// <summary>A receiver with a path for each webhook that remembers every request, and answers as the test says.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<HookRequest> _requests = [];
    private int _answers;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{hook}", ReceiveAsync);
    }

    /// <summary>The answer's status, to a batch by its first message; may wait. 204 unless told otherwise.</summary>
    public Func<HookRequest, Task<int>> Answer { get; set; } = static _ => Task.FromResult(StatusCodes.Status204NoContent);

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public string Url(string hook) => $"{_app.Urls.First()}/{hook}";

    /// <summary>What came to a path so far.</summary>
    public IReadOnlyList<HookRequest> At(string hook)
    {
        lock (_lock)
        {
            return [.. _requests.Where(request => request.Hook == hook)];
        }
    }

    /// <summary>What was answered with 204 at a path.</summary>
    public IEnumerable<HookRequest> DeliveredAt(string hook) => At(hook).Where(request => request.Status == 204);

    /// <summary>Waits until something holds; false where it does not within the limit.</summary>
    public async Task<bool> UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(CrashBed.Limit);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition())
            {
                return true;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                return condition();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context, string hook)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var id = context.Request.Headers["webhook-id"].ToString();
        var messages = body.RootElement.ValueKind == JsonValueKind.Array
            ? body.RootElement.EnumerateArray().Select(message => Read(hook, id, message)).ToArray()
            : [Read(hook, id, body.RootElement)];
        lock (_lock)
        {
            _requests.AddRange(messages);
        }

        Signal();
        var status = await Answer(messages[0]);
        context.Response.StatusCode = status;
        lock (_lock)
        {
            _answers += messages.Length;
            foreach (var message in messages)
            {
                (message.Status, message.Order) = (status, _answers);
            }
        }

        Signal();
    }

    private static HookRequest Read(string hook, string id, JsonElement message)
    {
        var data = message.GetProperty("data");
        return new HookRequest
        {
            Hook = hook,
            Id = id,
            EventId = data.GetProperty("event_id").GetString()!,
            RetryCount = message.GetProperty("head").GetProperty("retry_count").GetInt32(),
            Key = new RecordKey(
                long.Parse(data.GetProperty("device_id").GetString()!, CultureInfo.InvariantCulture),
                data.GetProperty("event_time").GetInt64(),
                (long)Math.Round(data.GetProperty("latitude").GetDouble() * 1e7),
                (long)Math.Round(data.GetProperty("longitude").GetDouble() * 1e7)),
        };
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}
