using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gateway.Bench.Load.Devices;

namespace Gateway.Bench.Peers;

/// <summary>
/// A webhook receiver on all loopback addresses, so that each webhook can have a host of its own. <c>/slow</c> answers
/// after 20 s and is not counted. <c>GET /</c> answers POSTs, seconds from the first to the last, and p50 and p99 in
/// milliseconds of the time since the <c>"sent":</c> of the body (a monotonic timestamp of this machine), then counts anew.
/// </summary>
internal static class HostsReceiverPeer
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(CancellationToken stopping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Any, 0, listen => listen.Use(next => connection =>
                connection.RemoteEndPoint is IPEndPoint { Address: var from } && IPAddress.IsLoopback(from)
                    ? next(connection)
                    : Task.CompletedTask));
        });
        await using var app = builder.Build();
        var gate = new Lock();
        var latencies = new Latencies();
        long first = 0, last = 0;
        app.Run(async context =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                string json;
                lock (gate)
                {
                    json = JsonSerializer.Serialize(new
                    {
                        count = latencies.Count,
                        seconds = Stopwatch.GetElapsedTime(first, last).TotalSeconds,
                        p50 = latencies.Count == 0 ? 0 : latencies.Quantile(0.5),
                        p99 = latencies.Count == 0 ? 0 : latencies.Quantile(0.99),
                    });
                    latencies = new Latencies();
                }

                await context.Response.WriteAsync(json);
                return;
            }

            var body = await context.Request.BodyReader.ReadAtLeastAsync(1 << 20);
            var sent = SentIn(body.Buffer);
            context.Request.BodyReader.AdvanceTo(body.Buffer.End);
            if (context.Request.Path == "/slow")
            {
                await Task.Delay(Slow, context.RequestAborted);
            }
            else
            {
                var now = Stopwatch.GetTimestamp();
                lock (gate)
                {
                    first = latencies.Count == 0 ? now : first;
                    last = now;
                    latencies.Add(sent, now);
                }
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.StartAsync(stopping);
        Console.WriteLine($"Ready http=127.0.0.1:{new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port}");
        await app.WaitForShutdownAsync(stopping);
    }

    private static long SentIn(in ReadOnlySequence<byte> body)
    {
        ReadOnlySpan<byte> mark = "\"sent\":"u8;
        var bytes = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        var at = bytes.IndexOf(mark);
        return at >= 0 && Utf8Parser.TryParse(bytes[(at + mark.Length)..], out long sent, out _) ? sent : 0;
    }
}
