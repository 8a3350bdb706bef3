using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Bench.Peers;

/// <summary>The least that a server on Kestrel can do: find each frame, answer it, keep nothing.</summary>
internal static class SinkPeer
{
    public static async Task RunAsync(CancellationToken stopping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = 0;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.UseConnectionHandler<SinkHandler>();
            kestrel.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() =>
            {
                port = options.IPEndPoint!.Port;
                Console.WriteLine($"Ready device=127.0.0.1:{port}");
            });
        }));
        await using var app = builder.Build();
        await app.StartAsync(stopping);
        await app.WaitForShutdownAsync(stopping);
    }
}
