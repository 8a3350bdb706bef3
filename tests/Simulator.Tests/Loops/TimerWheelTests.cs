using DeviceSimulator.Fleet.Loops;

namespace Gateway.Simulator.Tests.Loops;

public sealed class TimerWheelTests
{
    [Fact]
    public void Fires_each_entry_once_never_early_and_at_most_a_tick_late()
    {
        var wheel = new TimerWheel();
        var random = new Random(3);
        var entries = Enumerable.Range(0, 2000).Select(_ => new Entry(random.Next(1, 60_000))).ToArray();
        foreach (var entry in entries)
        {
            wheel.Arm(entry, entry.DueMs);
        }

        for (long now = 0; now <= 60_010; now += 10)
        {
            wheel.Advance(now);
        }

        Assert.All(entries, entry => Assert.InRange(Assert.Single(entry.Fired), entry.DueMs, entry.DueMs + TimerWheel.TickMs));
    }

    [Fact]
    public void A_pause_longer_than_the_wheel_loses_nothing()
    {
        var wheel = new TimerWheel();
        var entries = Enumerable.Range(0, 500).Select(i => new Entry(i * 137)).ToArray();
        foreach (var entry in entries)
        {
            wheel.Arm(entry, entry.DueMs);
        }

        wheel.Advance(1_000_000);
        Assert.All(entries, entry => Assert.Single(entry.Fired));
    }

    [Fact]
    public void Moved_and_cancelled()
    {
        var wheel = new TimerWheel();
        Entry sooner = new(0), later = new(0), cancelled = new(0);
        wheel.Arm(sooner, 50_000);
        wheel.Arm(sooner, 100);
        wheel.Arm(later, 100);
        wheel.Arm(later, 50_000);
        wheel.Arm(cancelled, 100);
        wheel.Cancel(cancelled);
        wheel.Cancel(cancelled);

        wheel.Advance(200);
        Assert.Single(sooner.Fired);
        Assert.Empty(later.Fired);
        wheel.Advance(60_000);
        Assert.Single(sooner.Fired);
        Assert.Single(later.Fired);
        Assert.Empty(cancelled.Fired);
    }

    [Fact]
    public void An_entry_may_arm_itself_again_and_cancel_another_that_is_due()
    {
        var wheel = new TimerWheel();
        Entry first = new(0), second = new(0);
        first.Action = _ => wheel.Cancel(second);
        second.Action = _ => wheel.Cancel(first);
        wheel.Arm(first, 100);
        wheel.Arm(second, 100);
        wheel.Advance(100);
        Assert.Equal(1, first.Fired.Count + second.Fired.Count);

        var again = new Entry(0);
        again.Action = now => wheel.Arm(again, now);
        wheel.Arm(again, 200);
        wheel.Advance(200);
        Assert.Single(again.Fired);
        wheel.Advance(210);
        Assert.Equal(2, again.Fired.Count);
    }

    private sealed class Entry(long dueMs) : TimerEntry
    {
        public long DueMs { get; } = dueMs;

        public List<long> Fired { get; } = [];

        public Action<long>? Action { get; set; }

        internal override void OnDue(long nowMs)
        {
            Fired.Add(nowMs);
            Action?.Invoke(nowMs);
        }
    }
}
