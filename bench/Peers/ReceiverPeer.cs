using System.Net;

namespace Gateway.Bench.Peers;

/// <summary>
/// A webhook receiver: reads the body, answers 204. <c>GET /stats</c> answers how many POSTs came, in how many
/// seconds, first to last, and over how many new connections, then counts anew.
/// </summary>
internal static class ReceiverPeer
{
    /// <summary>POSTs to it are answered and not counted: a sender's warm-up.</summary>
    public const string UncountedPath = "/warmup";

    public static async Task RunAsync(CancellationToken stopping)
    {
        var stats = new ReceiverStats();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => connection =>
            {
                stats.Connected();
                return next(connection);
            }));
        });
        await using var app = builder.Build();
        app.Run(async context =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.WriteAsync(stats.TakeJson());
                return;
            }

            await ReadToEndAsync(context);
            if (context.Request.Path != UncountedPath)
            {
                stats.Count();
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.StartAsync(stopping);
        Console.WriteLine($"Ready http={new Uri(app.Urls.First()).Authority}");
        await app.WaitForShutdownAsync(stopping);
    }

    private static async ValueTask ReadToEndAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
