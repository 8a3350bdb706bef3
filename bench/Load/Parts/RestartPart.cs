using System.Diagnostics;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// A restart with a full backlog: events addressed to 100 paused webhooks, a stop, and a start on the same folder. What a
/// queued delivery costs in memory and in the snapshot, and how long stop, opening and recovery take.
/// </summary>
internal static class RestartPart
{
    private const int Webhooks = 100;

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var events = options.Queued / Webhooks;
        var part = new PartResult(
            "restart",
            $"{events * (long)Webhooks:#,0} deliveries wait: {events:#,0} events for {Webhooks} paused webhooks.",
            [
                "s to ready (dispatcher)", "s to open the journals", "s to save and stop", "bytes of memory/delivery",
                "snapshot bytes/delivery",
            ]);
        var folder = Path.Combine(options.Folder, "restart");
        await using var bed = new DispatchBed(folder);
        bed.Webhooks.Set(Enumerable.Range(1, Webhooks).Select(
            id => DispatchBed.Webhook(id, new Uri("http://127.0.0.1:1/")) with { Paused = true }));
        var ids = Enumerable.Range(1, Webhooks).Select(id => (long)id).ToArray();
        var data = System.Text.Encoding.ASCII.GetBytes($$"""{"padding":"{{new string('x', 300)}}"}""");
        await bed.StartAsync();
        for (var number = 0; number < events; number++)
        {
            await bed.PublishAsync(ids, data, number);
        }

        await bed.CommitAsync();
        await bed.WaitAsync(ids, state => state.QueueDepth == events, TimeSpan.FromMinutes(10));
        for (var round = 1; round <= options.Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await bed.StopAsync();
            var stop = Stopwatch.GetElapsedTime(started);
            var snapshot = new DirectoryInfo(bed.SnapshotFolder).GetFiles("*.snapshot").MaxBy(file => file.Name)!.Length;
            started = Stopwatch.GetTimestamp();
            await bed.OpenAsync();
            var open = Stopwatch.GetElapsedTime(started);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            started = Stopwatch.GetTimestamp();
            await bed.StartDispatcherAsync();
            var ready = Stopwatch.GetElapsedTime(started);
            var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            await bed.WaitAsync(ids, state => state.QueueDepth == events, TimeSpan.Zero + TimeSpan.FromSeconds(1));
            part.Add(
                "gateway",
                round,
                ready.TotalSeconds,
                open.TotalSeconds,
                stop.TotalSeconds,
                (double)memory / options.Queued,
                (double)snapshot / options.Queued);
        }

        return part;
    }
}
