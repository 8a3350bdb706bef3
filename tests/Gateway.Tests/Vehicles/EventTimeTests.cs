using CsCheck;
using Gateway.Dispatch.Events;
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

    private static Receiver Deliver(TimelineFact[] day, int[] order, int[] frames, int silence, out ProcessorBench bench)
    {
        bench = new ProcessorBench
        {
            Webhooks = ProcessorBench.Listening(
                EventType.LandmarkChange, EventType.IgnitionOn, EventType.IgnitionOff, EventType.TripComplete, EventType.Idle,
                EventType.DriverAssignment),
            Landmarks = ProcessorBench.Circles(Days.Circles.Select(c => (c.Id, c.Latitude, c.Longitude, c.Meters))),
        };
        var receiver = new Receiver();
        var (sent, frame) = (0, 0);
        while (sent < order.Length)
        {
            // The reader sorts a frame by time.
            var count = Math.Min(frames[frame++ % frames.Length], order.Length - sent);
            var reports = order.Skip(sent).Take(count).Select(i => day[i]).OrderBy(fact => fact.TimeMs).Select(Days.ToReport);
            foreach (var report in reports)
            {
                bench.Add(report, Received);
            }

            bench.Settle(Received);
            if (sent <= silence && silence < sent + count)
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
        }

        bench.Silence();
        receiver.Take(bench.Take());
        bench.Dispose();
        return receiver;
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
