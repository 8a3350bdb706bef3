using CsCheck;
using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>Whatever the order of arrival, receivers end up with the same.</summary>
public sealed class EventTimeTests
{
    private const long Received = Days.Start + (2 * 86_400_000L);

    private static readonly Gen<(TimelineFact[] Day, int[] Order, int[] Frames, int Silence)> Deliveries =
        from day in Days.Facts
        from order in Gen.OneOf(
            Gen.Shuffle(Enumerable.Range(0, day.Length).ToArray()),
            Gen.Const(Enumerable.Range(0, day.Length).Reverse().ToArray()),
            Swaps(day.Length))
        from repeated in Gen.Int[0, day.Length - 1].Array[0, 10]
        from frames in Gen.Int[1, 25].Array[1, 8]
        from silence in Gen.Int[0, day.Length]
        select (day, order.Concat(repeated).ToArray(), frames, silence);

    [Fact]
    public void Any_order_and_batching_ends_like_sorted_arrival()
    {
        var (revisions, blocks, objects) = (0, 0, 0);
        Deliveries.Sample(
            delivery =>
            {
                var sorted = Deliver(delivery.Day, Enumerable.Range(0, delivery.Day.Length).ToArray(), [1], -1, out _);
                var shuffled = Deliver(delivery.Day, delivery.Order, delivery.Frames, delivery.Silence, out var bench);
                Assert.Equal(sorted.Believed(), shuffled.Believed());
                InterlockedMax(ref revisions, shuffled.MostRevisions);
                InterlockedMax(ref blocks, bench.History.Count);
                InterlockedMax(ref objects, sorted.Believed().Count);
            },
            iter: 400,
            print: delivery => $"{string.Join(' ', delivery.Order)} / {string.Join(' ', delivery.Frames)} / {delivery.Silence}");
        Assert.True(revisions > 2 && blocks > 2 && objects > 10, $"Too tame: {revisions} revisions, {blocks} blocks, {objects} objects.");
    }

    /// <summary>The API's assignments come in between, also for times that the device has not told of yet.</summary>
    [Fact]
    public void Assignments_in_any_order_end_like_sorted_arrival()
    {
        var ahead = 0;
        var deliveries =
            from delivery in Deliveries
            from assignments in Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 3], Gen.Int[0, delivery.Day.Length]).Array[1, 5]
            select (delivery, assignments.DistinctBy(assignment => assignment.Item1).ToArray());
        deliveries.Sample(
            sample =>
            {
                var ((day, order, frames, silence), assignments) = sample;

                // Half a second, so that no report is of the same moment.
                var times = Array.ConvertAll(assignments, a => (Ms: Days.Start + (a.Item1 * 1000L) + 500, Driver: (long)a.Item2, After: a.Item3));
                var inTime = Array.ConvertAll(times, a => a with { After = day.Count(fact => fact.TimeMs < a.Ms) });
                var sorted = Deliver(day, Enumerable.Range(0, day.Length).ToArray(), [1], -1, out _, [.. inTime.OrderBy(a => a.Ms)]);
                var other = Deliver(day, order, frames, silence, out _, times);
                Assert.Equal(sorted.Believed(), other.Believed());
                InterlockedMax(ref ahead, times.Zip(inTime).Count(pair => pair.First.After < pair.Second.After));
            },
            iter: 300,
            print: sample => $"{string.Join(' ', sample.delivery.Order)} / {string.Join(' ', sample.delivery.Frames)} / {string.Join(' ', sample.Item2)}");
        Assert.True(ahead > 0, "No assignment came before its time.");
    }

    /// <summary>A restart from a checkpoint at any frame's end gives the same messages, of the same ids, in the same order.</summary>
    [Fact]
    public void A_restart_changes_no_message()
    {
        var (messages, revisions) = (0, 0);
        Gen.Select(Deliveries, Gen.Int[1, 4]).Sample(
            (delivery, every) =>
            {
                var (day, order, frames, silence) = delivery;
                var straight = Deliver(day, order, frames, silence, out _);
                var restarted = Deliver(day, order, frames, silence, every, out _);
                Assert.Equal(straight.EventIds, restarted.EventIds);
                Assert.Equal(straight.Believed(), restarted.Believed());
                InterlockedMax(ref messages, straight.Messages);
                InterlockedMax(ref revisions, straight.MostRevisions);
            },
            iter: 300,
            print: sample => $"{string.Join(' ', sample.Item1.Order)} / {string.Join(' ', sample.Item1.Frames)} / {sample.Item1.Silence} / {sample.Item2}");
        Assert.True(messages > 10 && revisions > 2, $"Too tame: {messages} messages, {revisions} revisions.");
    }

    /// <summary>Days that span several blocks, each report in a frame of its own or nearly so.</summary>
    [Fact]
    public void More_than_a_tail_holds_ends_like_sorted_arrival()
    {
        var (facts, blocks) = (0, 0);
        var deliveries =
            from day in Days.LongFacts
            from order in Gen.OneOf(
                Gen.Const(Enumerable.Range(0, day.Length).Reverse().ToArray()),
                Gen.Shuffle(Enumerable.Range(0, day.Length).ToArray()),
                Gen.Int[50, 700].Select(hour => Enumerable.Range(0, day.Length).Chunk(hour).SelectMany(chunk => chunk.Reverse()).ToArray()),
                Swaps(day.Length))
            from frames in Gen.Int[1, 3].Array[1, 4]
            select (day, order, frames);
        deliveries.Sample(
            delivery =>
            {
                var sorted = Deliver(delivery.day, Enumerable.Range(0, delivery.day.Length).ToArray(), [1], -1, out _);
                var other = Deliver(delivery.day, delivery.order, delivery.frames, -1, out var bench);
                Assert.Equal(sorted.Believed(), other.Believed());
                Assert.DoesNotContain(bench.History.Bases(ProcessorBench.Vehicle.Id), HasPlaceForId);
                InterlockedMax(ref facts, delivery.day.Length);
                InterlockedMax(ref blocks, bench.History.Count);
            },
            iter: 12,
            print: delivery => $"{delivery.day.Length}: {string.Join(' ', delivery.order.Take(30))} / {string.Join(' ', delivery.frames)}");
        Assert.True(facts > Refold.MostTailFacts && blocks > 3, $"Too tame: {facts} facts, {blocks} blocks.");
    }

    /// <summary>
    /// What late reports cost, counted in facts folded again. Without waiting, 2,000 reports from the newest on would
    /// fold 2,000 × 2,001 / 2 facts.
    /// </summary>
    [Theory]
    [InlineData("newest first")]
    [InlineData("shuffled")]
    [InlineData("hours newest first")]
    [InlineData("live beside newest first")]
    public void Late_reports_cost_a_bounded_number_of_steps(string arrival)
    {
        const int Count = 2000;
        var day = Days.LongFacts.Where(facts => facts.Length >= Count).Single()[..Count];
        var order = Enumerable.Range(0, Count).ToArray();
        switch (arrival)
        {
            case "newest first":
                Array.Reverse(order);
                break;
            case "shuffled":
                new Random(7).Shuffle(order);
                break;
            case "hours newest first":
                order = [.. order.Chunk(250).SelectMany(chunk => chunk.Reverse())];
                break;
            default:
                order = [.. order[..(Count / 2)].Reverse().Zip(order[(Count / 2)..], (late, live) => new[] { live, late }).SelectMany(pair => pair)];
                break;
        }

        var sorted = Deliver(day, Enumerable.Range(0, Count).ToArray(), [1], -1, out var inOrder);
        var late = Deliver(day, order, [1], -1, out var bench);

        Assert.Equal(sorted.Believed(), late.Believed());
        Assert.DoesNotContain(bench.History.Bases(ProcessorBench.Vehicle.Id), HasPlaceForId);
        Assert.Equal(0, inOrder.RefoldSteps);
        TestContext.Current.TestOutputHelper?.WriteLine($"{arrival}: {bench.RefoldSteps} steps, {bench.History.Bytes} bytes of blocks");
        Assert.InRange(bench.RefoldSteps, 1, 64 * Count);
    }

    /// <summary>With little history nobody waits: what one late report changes is told at once.</summary>
    [Fact]
    public void A_late_report_of_a_short_history_is_told_at_once()
    {
        using var bench = new ProcessorBench { Webhooks = ProcessorBench.Listening(EventType.IgnitionOn, EventType.IgnitionOff) };
        for (var i = 0; i < 100; i++)
        {
            bench.Process(Switched(i * 60, false), Received);
        }

        bench.Process(Switched(30, true), Received);

        Assert.Equal([EventType.IgnitionOn, EventType.IgnitionOff], bench.Take().Select(e => e.Type));
        Assert.Equal(0, bench.State.Tail.LateCount);
    }

    /// <summary>With much history it waits until 10 s have passed without another one, in a checkpoint too.</summary>
    [Fact]
    public void A_late_report_of_a_long_history_waits_for_more()
    {
        using var bench = new ProcessorBench { Webhooks = ProcessorBench.Listening(EventType.IgnitionOn, EventType.IgnitionOff) };
        for (var i = 0; i < 500; i++)
        {
            bench.Process(Switched(i * 60, false), Received);
        }

        Assert.Equal(ReportOutcome.Late, bench.Process(Switched(30, true), Received));
        Assert.Equal(ReportOutcome.Repeated, bench.Process(Switched(30, true), Received));
        bench.Process(Switched(500 * 60, false), Received + Refold.QuietMs - 1);
        Assert.Empty(bench.Take());
        Assert.Equal(1, bench.State.Tail.LateCount);

        var restored = new HistoryTail();
        restored.Restore(bench.State.Tail.Bytes, bench.State.Tail.StateLength, bench.State.Tail.Head, bench.State.Tail.FirstReceivedMs);
        Assert.Equal((1, Received, bench.State.Tail.FactCount), (restored.LateCount, restored.LastLateMs, restored.FactCount));

        bench.Process(Switched(501 * 60, false), Received + Refold.QuietMs);

        Assert.Equal([EventType.IgnitionOn, EventType.IgnitionOff], bench.Take().Select(e => e.Type));
        Assert.Equal(0, bench.State.Tail.LateCount);
    }

    /// <summary>Whether something has the place in a fold that stands for its id during that fold only.</summary>
    private static bool HasPlaceForId(TimelineState state) =>
        (state.Trip.Phase != TripPhase.None && state.Trip.Tag.IsTemporary)
        || (state.Idle.IsOpen && state.Idle.Tag.IsTemporary)
        || (!state.Driver.Driver.IsNone && state.Driver.Tag.IsTemporary)
        || Array.Exists(state.Visits, visit => visit.Tag.IsTemporary);

    private static DeviceReport Switched(int second, bool on) => new()
    {
        DeviceTimeMs = Days.Start + (second * 1000L),
        Ignition = on,
    };

    private static Receiver Deliver(
        TimelineFact[] day,
        int[] order,
        int[] frames,
        int silence,
        out ProcessorBench bench,
        params (long Ms, long Driver, int After)[] assignments) => Deliver(day, order, frames, silence, 0, out bench, assignments);

    /// <param name="restart">At the end of each so many-th frame; 0 for never.</param>
    private static Receiver Deliver(
        TimelineFact[] day,
        int[] order,
        int[] frames,
        int silence,
        int restart,
        out ProcessorBench bench,
        params (long Ms, long Driver, int After)[] assignments)
    {
        bench = new ProcessorBench
        {
            Webhooks = ProcessorBench.Listening(
                EventType.LandmarkChange, EventType.IgnitionOn, EventType.IgnitionOff, EventType.TripComplete, EventType.Idle,
                EventType.DriverAssignment),
            Landmarks = ProcessorBench.Circles(Days.Circles.Select(c => (c.Id, c.Latitude, c.Longitude, c.Meters))),
        };
        var receiver = new Receiver();
        var (sent, frame, told) = (0, 0, -1);
        while (sent < order.Length)
        {
            var due = sent;
            Assign(bench, assignments.Where(a => a.After > told && a.After <= due));
            told = due;

            // The reader sorts a frame by time.
            var count = Math.Min(frames[frame++ % frames.Length], order.Length - sent);
            var reports = order.Skip(sent).Take(count).Select(i => day[i]).OrderBy(fact => fact.TimeMs).Select(Days.ToReport);
            foreach (var report in reports)
            {
                bench.Add(report, Received);
            }

            bench.Settle(Received);
            if (silence >= 0 && (silence + sent) % 4 == 1)
            {
                bench.Silence();
            }

            // Tails end up as blocks at other moments than at sorted arrival.
            if (silence >= 0 && (sent + silence) % 3 == 0)
            {
                Assert.True(bench.WriteBlock());
            }

            sent += count;
            receiver.Take(bench.Take());
            if (restart > 0 && frame % restart == 0)
            {
                bench.Restart();
            }
        }

        Assign(bench, assignments.Where(a => a.After > told));
        bench.Silence();
        receiver.Take(bench.Take());
        bench.Dispose();
        return receiver;
    }

    private static void Assign(ProcessorBench bench, IEnumerable<(long Ms, long Driver, int After)> assignments)
    {
        foreach (var (ms, driver, _) in assignments)
        {
            bench.Assign(driver, ms, Received);
        }
    }

    private static Gen<int[]> Swaps(int length) =>
        Gen.Select(Gen.Int[0, length - 1], Gen.Int[1, 5]).Array[0, 6].Select(swaps =>
        {
            var order = Enumerable.Range(0, length).ToArray();
            foreach (var (at, by) in swaps)
            {
                var other = Math.Min(at + by, length - 1);
                (order[at], order[other]) = (order[other], order[at]);
            }

            return order;
        });

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
