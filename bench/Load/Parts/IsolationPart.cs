using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// Many webhooks, each with a host of its own; 1 % are dead (nobody listens), 1 % answer after 20 s. What the others get,
/// against a run in which the sick ones get no events. The same events a second in both, one webhook each in turn.
/// </summary>
internal static class IsolationPart
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "isolation",
            $"{options.Webhooks:#,0} webhooks, 1 % dead, 1 % answering after 20 s; "
                + (options.Rate > 0 ? $"{options.Rate:#,0} events/s" : "events as fast as they go")
                + $" for {options.Duration.TotalSeconds} s.",
            ["POSTs/s to healthy ones", "p99 ms", "p50 ms"]);
        await using var receiver = await PeerProcesses.StartAsync(null, "hosts");
        var port = new Uri($"http://{receiver.Addresses["http"]}/").Port;
        for (var round = 1; round <= options.Rounds; round++)
        {
            // In turn first and second, so that what is left of the run before falls on both.
            foreach (var withSick in round % 2 == 1 ? new[] { false, true } : [true, false])
            {
                await MeasureAsync(part, options, port, withSick ? "with sick ones" : "without sick ones", round, withSick);
            }
        }

        part.Compare("with sick ones", "without sick ones");
        part.Compare("with sick ones", "without sick ones", 1);
        return part;
    }

    private static bool IsDead(int id) => id % 100 == 1;

    private static bool IsSlow(int id) => id % 100 == 51;

    private static async Task MeasureAsync(
        PartResult part, LoadOptions options, int port, string who, int round, bool withSick)
    {
        var folder = Path.Combine(options.Folder, $"isolation-{round}-{withSick}");
        await using var bed = new DispatchBed(folder, set =>
        {
            set.AttemptTimeout = TimeSpan.FromSeconds(30);
            set.StopTimeout = TimeSpan.Zero;
        });
        bed.Webhooks.Set(Enumerable.Range(1, options.Webhooks).Select(id => DispatchBed.Webhook(id, UrlOf(id, port))));
        await bed.StartAsync();
        var healthy = Enumerable.Range(1, options.Webhooks).Where(id => !IsDead(id) && !IsSlow(id)).ToArray();

        // Connections and code are warm before anything counts: every webhook has had two messages, then the rate for a while.
        var sent = 0;
        await PublishAsync(bed, options with { Rate = 0 }, number => number < 2L * options.Webhooks, withSick, () => sent++);
        await SettleAsync(bed, healthy);
        await PublishAsync(bed, options, For(TimeSpan.FromSeconds(3)), withSick, () => sent++);
        await SettleAsync(bed, healthy);
        GC.Collect();
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"));

        sent = 0;
        await PublishAsync(bed, options, For(options.Duration), withSick, () => sent++);
        await SettleAsync(bed, healthy);
        using var stats = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
        var count = stats.RootElement.GetProperty("count").GetInt64();
        if (count != sent)
        {
            throw new InvalidOperationException($"{who}: {count} of {sent} POSTs came to healthy webhooks.");
        }

        part.Add(
            who,
            round,
            count / stats.RootElement.GetProperty("seconds").GetDouble(),
            stats.RootElement.GetProperty("p99").GetDouble(),
            stats.RootElement.GetProperty("p50").GetDouble());
    }

    private static Task SettleAsync(DispatchBed bed, int[] healthy) =>
        bed.WaitAsync(healthy.Select(id => (long)id), state => state.QueueDepth == 0, Limit);

    private static async Task PublishAsync(
        DispatchBed bed, LoadOptions options, Func<long, bool> goesOn, bool withSick, Action healthySent)
    {
        var started = Stopwatch.GetTimestamp();
        var one = new long[1];
        for (var number = 0L; goesOn(number); number++)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (options.Rate > 0 && number > elapsed.TotalSeconds * options.Rate)
            {
                await bed.CommitAsync();
                await Task.Delay(1);
                number--;
                continue;
            }

            // The turn of a sick one passes, so that the healthy ones get the same in both runs.
            var id = (int)(number % options.Webhooks) + 1;
            var isSick = IsDead(id) || IsSlow(id);
            if (isSick && !withSick)
            {
                continue;
            }

            one[0] = id;
            var data = Encoding.ASCII.GetBytes(
                $$"""{"sent":{{Stopwatch.GetTimestamp()}},"padding":"{{new string('x', 800)}}"}""");
            await bed.PublishAsync(one, data, id);
            if (!isSick)
            {
                healthySent();
            }
        }

        await bed.CommitAsync();
    }

    private static Func<long, bool> For(TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        return _ => Stopwatch.GetElapsedTime(started) <= duration;
    }

    private static Uri UrlOf(int id, int port) =>
        new($"http://127.1.{id / 250}.{(id % 250) + 1}:{(IsDead(id) ? 1 : port)}/{(IsSlow(id) ? "slow" : "hook")}");
}
