using System.Diagnostics;
using Gateway.Bench.Load.Devices;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// From a record's way into the socket to its POST's arrival at a receiver in this process, so on one clock. Each record
/// carries a number as its longitude, which comes back in the body.
/// </summary>
internal static class LatencyPart
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "latency",
            "One record a frame at a fixed rate, one location webhook; from the record's send to its POST's arrival. "
                + "'max' sends a fixed number flat out, to find what a half is half of.",
            ["POSTs/s", "sent/s", "p50 ms", "p99 ms", "ack p50 ms", "ack p99 ms"]);
        await using var gateway = await GatewayProcess.StartAsync(
            options.GatewayAssembly, Path.Combine(options.Folder, "latency"));
        await using var receiver = await LatencyReceiver.StartAsync();
        var webhook = await gateway.CreateWebhookAsync(receiver.Url);

        // The first time much of it is the compiler at work.
        await MeasureAsync("max, cold", 1, null);
        var most = await MeasureAsync("max", 1, null);
        for (var round = 1; round <= options.Rounds; round++)
        {
            await MeasureAsync("half", round, most / 2);
            await MeasureAsync("a tenth", round, most / 10);
        }

        return part;

        async Task<double> MeasureAsync(string who, int round, double? rate)
        {
            receiver.Begin(Warmup);
            var started = Stopwatch.GetTimestamp();
            var load = await DeviceLoad.RunAsync(new DeviceLoadOptions
            {
                Target = gateway.Devices,
                Connections = options.Connections,
                RecordsPerFrame = 1,
                Warmup = Warmup,
                Duration = options.Duration,
                FramesPerSecond = rate,
                Records = rate is null ? options.Messages : null,
                Number = receiver.NextNumber,
            });
            await receiver.WaitForAsync(load.AcknowledgedRecords, Limit);
            var posts = load.AcknowledgedRecords / Stopwatch.GetElapsedTime(started).TotalSeconds;
            var latencies = receiver.Latencies;
            part.Add(
                who,
                round,
                rate is null ? posts : null,
                rate,
                latencies.Quantile(0.5),
                latencies.Quantile(0.99),
                load.P50Ms,
                load.P99Ms);
            return posts;
        }
    }
}
