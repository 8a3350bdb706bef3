using System.Diagnostics;
using System.Globalization;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// A restart with a full backlog: events addressed to 100 paused webhooks, an end by <c>kill -9</c> or an orderly one, and a start on
/// the same folder. What a queued delivery costs in memory and in the snapshot, and how long stop, opening and recovery take.
/// </summary>
internal static class RestartPart
{
    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var events = options.Queued / BacklogRun.Webhooks;
        var part = new PartResult(
            "restart",
            $"{events * (long)BacklogRun.Webhooks:#,0} deliveries wait: {events:#,0} events for {BacklogRun.Webhooks} paused webhooks.",
            [
                "s to ready (dispatcher)", "s to open the journals", "s to save and stop", "bytes of memory/delivery",
                "snapshot bytes/delivery",
            ]);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var folder = Path.Combine(options.Folder, $"restart-{round}");
            await using (var child = await PeerProcesses.StartAsync(
                null, "backlog", "--folder", folder, "--events", events.ToString(CultureInfo.InvariantCulture)))
            {
                await child.KillAsync();
            }

            await using (var bed = BacklogRun.Bed(folder))
            {
                var killed = await StartAsync(bed, options, events);
                part.Add("after kill -9", round, killed[0], killed[1], null, killed[2], null);
                var started = Stopwatch.GetTimestamp();
                await bed.StopAsync();
                var stop = Stopwatch.GetElapsedTime(started).TotalSeconds;
                var snapshot = new DirectoryInfo(bed.SnapshotFolder).GetFiles("*.snapshot").MaxBy(file => file.Name)!.Length;
                var times = await StartAsync(bed, options, events);
                part.Add("after an orderly stop", round, times[0], times[1], stop, times[2], (double)snapshot / options.Queued);
            }

            Directory.Delete(folder, recursive: true);
        }

        return part;
    }

    /// <summary>Seconds to ready, seconds to open, bytes a delivery.</summary>
    private static async Task<double?[]> StartAsync(DispatchBed bed, LoadOptions options, int events)
    {
        var started = Stopwatch.GetTimestamp();
        await bed.OpenAsync();
        var open = Stopwatch.GetElapsedTime(started);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        started = Stopwatch.GetTimestamp();
        await bed.StartDispatcherAsync();
        var ready = Stopwatch.GetElapsedTime(started);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        await bed.WaitAsync(BacklogRun.Ids, state => state.QueueDepth == events, TimeSpan.FromSeconds(1));
        return [ready.TotalSeconds, open.TotalSeconds, (double)memory / options.Queued];
    }
}
