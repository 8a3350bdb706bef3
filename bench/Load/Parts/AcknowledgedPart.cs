using System.Diagnostics;
using System.Net;
using Gateway.Bench.Load.Devices;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// Frames acknowledged, flat out: the gateway, which acknowledges after its commit, against sinks that keep nothing.
/// The acknowledgements are counted one by one, and the gateway's own count must be the same at the end.
/// </summary>
internal static class AcknowledgedPart
{
    private const string GatewayName = "gateway";
    private const string SinkName = "kestrel sink";
    private const string NettyName = "dotnetty sink";
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMinutes(2);

    /// <summary>One record a frame, all processes on all cores.</summary>
    public static Shape Frames { get; } = new(
        "frames",
        1,
        false,
        "One record a frame, every connection sends its next frame as soon as the last one is acknowledged.");

    /// <summary>Twenty records a frame, the server on one core.</summary>
    public static Shape Records { get; } = new(
        "records",
        20,
        true,
        "Twenty records a frame (2,685 bytes), flat out; unless noted, server on core 0, load on core 1.");

    public static async Task<PartResult> RunAsync(LoadOptions options, Shape shape)
    {
        var pinned = shape.Pinned && options.Pin && Environment.ProcessorCount > 1;
        int? serverCore = pinned ? 0 : null;
        var part = new PartResult(
            shape.Name,
            $"{shape.What} {options.Connections:#,0} connections. The gateway has no webhooks; it acknowledges after the commit.",
            ["records/s", "frames/s", "p50 ms", "p99 ms", "server µs CPU/frame", "load µs CPU/frame", "catch-up s"]);
        if (shape.Pinned && !pinned)
        {
            part.Notes.Add("Not pinned: server and load share the cores.");
        }

        await using var gateway = await GatewayProcess.StartAsync(
            options.GatewayAssembly, Path.Combine(options.Folder, shape.Name), serverCore);
        await using var sink = await PeerProcesses.StartAsync(serverCore, "sink");
        await using var netty = await PeerProcesses.StartAsync(serverCore, "netty");
        var acknowledged = 0L;
        for (var round = 1; round <= options.Rounds; round++)
        {
            await MeasureAsync(part, GatewayName, round, gateway.Process, gateway.Devices, async result =>
            {
                acknowledged += result.AcknowledgedRecords;
                return await gateway.WaitUntilProcessedAsync(CatchUpLimit);
            });
            await MeasureAsync(part, SinkName, round, sink, sink.EndPoint("device"), null);
            await MeasureAsync(part, NettyName, round, netty, netty.EndPoint("device"), null);
        }

        var counted = await gateway.CounterAsync("gateway_device_reports_total");
        if ((long)counted != acknowledged)
        {
            throw new InvalidOperationException($"{acknowledged} records were acknowledged, the gateway counted {counted}.");
        }

        part.Notes.Add($"{acknowledged:#,0} records acknowledged; the gateway's own count is the same.");
        part.Compare(GatewayName, SinkName);
        part.Compare(GatewayName, NettyName);
        return part;

        async Task MeasureAsync(
            PartResult part, string who, int round, ChildProcess server, IPEndPoint target, Func<DeviceLoadResult, Task<double>>? finish)
        {
            var load = new DeviceLoadOptions
            {
                Target = target,
                Connections = options.Connections,
                RecordsPerFrame = shape.RecordsPerFrame,
                Duration = options.Duration,
                Core = pinned ? 1 : null,
            };
            var serverBefore = server.ProcessorTime;
            var ownBefore = Process.GetCurrentProcess().TotalProcessorTime;
            var result = options.UseSimulator ? await SimulatorLoad.RunAsync(load) : await DeviceLoad.RunAsync(load);
            var frames = result.AcknowledgedRecords / shape.RecordsPerFrame;
            var serverTime = server.ProcessorTime - serverBefore;
            var ownTime = Process.GetCurrentProcess().TotalProcessorTime - ownBefore;
            double? catchUp = finish is null ? null : await finish(result);
            part.Add(
                who,
                round,
                result.RecordsPerSecond,
                result.FramesPerSecond,
                result.P50Ms,
                result.P99Ms,
                serverTime.TotalMicroseconds / frames,
                ownTime.TotalMicroseconds / frames,
                catchUp);
        }
    }

    /// <summary>How the frames look.</summary>
    /// <param name="Name">The part's name.</param>
    /// <param name="RecordsPerFrame">1 to 255.</param>
    /// <param name="Pinned">Whether server and load get a core each.</param>
    /// <param name="What">In words.</param>
    internal sealed record Shape(string Name, int RecordsPerFrame, bool Pinned, string What);
}
