using Gateway.Bench.Load.Devices;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;
using Gateway.Bench.Wire;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// Memory of connections that are logged in, have sent one frame and are idle: growth of resident memory, divided by
/// their number. No collection is forced.
/// </summary>
internal static class IdlePart
{
    private const int WarmupConnections = 50;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "idle",
            $"{options.IdleConnections:#,0} connections, each logged in, with one frame acknowledged, then {Settle.TotalSeconds} s "
                + "of silence. The gateway knows the vehicles before (it was restarted on their data), so that what is "
                + "measured is connections, and the state of a vehicle that reports for the first time since the start.",
            ["KiB/connection", "before MiB", "after MiB"]);
        for (var round = 1; round <= Math.Min(options.Rounds, 2); round++)
        {
            var folder = Path.Combine(options.Folder, $"idle-{round}");
            await using (var first = await GatewayProcess.StartAsync(options.GatewayAssembly, folder))
            {
                using var known = DeviceConnections.Open(first.Devices, 0, WarmupConnections + options.IdleConnections);
            }

            await using (var gateway = await GatewayProcess.StartAsync(options.GatewayAssembly, folder))
            {
                await MeasureAsync("gateway", round, gateway.Process, gateway.Devices);
            }

            await using var sink = await PeerProcesses.StartAsync(null, "sink");
            await MeasureAsync("kestrel sink", round, sink, sink.EndPoint("device"));
        }

        part.Compare("gateway", "kestrel sink");
        return part;

        async Task MeasureAsync(string who, int round, ChildProcess server, System.Net.IPEndPoint target)
        {
            var frame = FrameTemplate.Of("c8e-20", 1);
            using (var warmup = DeviceConnections.Open(target, 0, WarmupConnections))
            {
                warmup.SendOnce(frame);
            }

            await Task.Delay(Settle);
            var before = server.ResidentBytes;
            using var connections = DeviceConnections.Open(target, WarmupConnections, options.IdleConnections);
            connections.SendOnce(frame);
            await Task.Delay(Settle);
            var after = server.ResidentBytes;
            part.Add(
                who,
                round,
                (after - before) / 1024.0 / options.IdleConnections,
                before / 1048576.0,
                after / 1048576.0);
        }
    }
}
