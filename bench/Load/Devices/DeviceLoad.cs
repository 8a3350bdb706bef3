namespace Gateway.Bench.Load.Devices;

/// <summary>Runs a load over raw sockets on its own threads.</summary>
internal static class DeviceLoad
{
    /// <exception cref="IOException">A connection broke.</exception>
    public static async Task<DeviceLoadResult> RunAsync(DeviceLoadOptions options)
    {
        var share = options.Connections / options.Threads;
        var loops = new DeviceLoop[options.Threads];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new DeviceLoop(options, i, i * share, share);
        }

        try
        {
            await Task.WhenAll(loops.Select(loop => loop.RunAsync()));
        }
        finally
        {
            foreach (var loop in loops)
            {
                loop.Dispose();
            }
        }

        var latencies = new Latencies();
        foreach (var loop in loops)
        {
            latencies.Add(loop.Latencies);
        }

        var framesPerSecond = loops.Sum(loop => loop.CountedFrames / loop.CountedSeconds);
        return new DeviceLoadResult(
            loops.Sum(loop => loop.AcknowledgedFrames) * options.RecordsPerFrame,
            framesPerSecond,
            framesPerSecond * options.RecordsPerFrame,
            latencies.Quantile(0.5),
            latencies.Quantile(0.99));
    }
}
