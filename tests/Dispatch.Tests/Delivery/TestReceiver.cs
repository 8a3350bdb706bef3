using System.Collections.Concurrent;
using System.Net;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A real HTTP receiver on a free loopback port; records what comes in, answers as told.</summary>
internal sealed class TestReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private TestReceiver(Func<ReceivedRequest, HttpContext, Task>? answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var request = new ReceivedRequest(
                context.Request.Path,
                context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            _requests.Enqueue(request);
            if (answer is not null)
            {
                await answer(request, context);
            }
        });
    }

    public ReceivedRequest[] Requests => [.. _requests];

    public int Count => _requests.Count;

    public Uri Url { get; private set; } = new("http://localhost/");

    public static async Task<TestReceiver> StartAsync(Func<ReceivedRequest, HttpContext, Task>? answer = null)
    {
        var receiver = new TestReceiver(answer);
        await receiver._app.StartAsync();
        var addresses = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        receiver.Url = new Uri(addresses!.Addresses.Single() + "/hook?token=secret");
        return receiver;
    }

    public static Task<TestReceiver> AnsweringAsync(int status) => StartAsync((_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public Task ReceivedAsync(int count) => Eventually.TrueAsync(() => Count >= count, $"{count} requests");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
