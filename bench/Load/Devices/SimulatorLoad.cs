using DeviceSimulator.Fleet;

namespace Gateway.Bench.Load.Devices;

/// <summary>The same load from the device simulator: real drives, at about 25 µs a frame of its own.</summary>
internal static class SimulatorLoad
{
    public static async Task<DeviceLoadResult> RunAsync(DeviceLoadOptions options)
    {
        var fleet = new DeviceFleet(new FleetOptions
        {
            Target = options.Target,
            Vehicles = options.Connections,
            RecordsPerFrame = options.RecordsPerFrame,
            FlatOut = true,
            PreEncoded = true,
            Duration = options.Warmup + options.Duration,
            StartRate = options.Connections,
        });
        var report = await fleet.RunAsync();
        var seconds = (options.Warmup + options.Duration).TotalSeconds;
        return new DeviceLoadResult(
            report.Acknowledged,
            report.Frames / seconds,
            report.Acknowledged / seconds,
            report.AckLatencyMs?.P50 ?? double.NaN,
            report.AckLatencyMs?.P99 ?? double.NaN);
    }
}
