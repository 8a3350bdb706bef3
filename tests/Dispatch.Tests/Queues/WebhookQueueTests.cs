using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Tests.Journal;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>The queue's rules, with a pump that only notes what it is asked.</summary>
public sealed class WebhookQueueTests : IAsyncLifetime
{
    private const int Window = 4;

    private static readonly QueueRules Rules = new() { FirstWindow = Window, MaxWindow = Window };

    private readonly TestDispatch _test = new();
    private readonly TestMeterFactory _meters = new();
    private readonly QueueTotals _totals = new();
    private readonly NotingPump _pump = new();
    private WebhookQueue _queue = null!;
    private int _next;

    public async ValueTask InitializeAsync()
    {
        await _test.StartAsync();
        _queue = new WebhookQueue(1, new OutcomeLog(_test.Outcomes[0], new DispatchMetrics(_meters)), _totals, Rules);
        _queue.Attach(_pump);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        _meters.Dispose();
    }

    [Fact]
    public void A_million_messages_take_less_than_16_bytes_each()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Add(1_000_000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000_000);
        Assert.Equal((1_000_000, 1_000_000), (_queue.GetState().QueueDepth, _totals.Depth));
        Assert.Equal(0, _pump.Started);
    }

    [Fact]
    public void Ten_thousand_idle_queues_take_a_few_megabytes()
    {
        var outcomes = new OutcomeLog(_test.Outcomes[0], new DispatchMetrics(_meters));
        var queues = new WebhookQueue[10_000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < queues.Length; i++)
        {
            queues[i] = new WebhookQueue(i, outcomes, _totals, Rules);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000_000);
    }

    [Fact]
    public void Starts_no_more_workers_than_messages_and_never_more_than_the_window()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Assert.Equal(0, _pump.Started);
        Add(1);
        Assert.Equal(1, _pump.Started);
        Add(20);
        Assert.Equal(Window, _pump.Started);
        var taken = Take(Window, 0);
        Assert.Equal(Window, taken.Length);

        // A fifth worker would find the window full.
        Assert.False(_queue.TryTake(0, out _));
        Assert.Equal([0L, 1, 2, 3], taken.Select(message => message.Key.Position));
        Assert.All(taken, message => Assert.Equal(20, message.Behind));
    }

    [Fact]
    public void A_retry_waits_for_its_time_and_wakes_the_queue()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Add(1);
        var message = Take(1, 0)[0];
        _queue.Failed(message, dueMs: 5000, holdUntilMs: 0, "no", breakerUntilMs: 0);

        Assert.False(_queue.TryTake(4999, out _));
        Assert.Equal(5000, _pump.WakeMs);
        _queue.Wake(5000);
        Assert.Equal(2, _pump.Started);
        Assert.True(_queue.TryTake(5000, out var again));
        Assert.Equal((message.Key, 1), (again.Key, again.Attempts));
    }

    [Fact]
    public void An_open_breaker_lets_one_probe_through_when_its_time_has_come()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Add(10);
        var message = Take(1, 0)[0];
        _queue.Failed(message, dueMs: 9000, holdUntilMs: 0, "no", breakerUntilMs: 1000);

        Assert.False(_queue.TryTake(999, out _));
        _queue.Wake(1000);
        var probe = Take(1, 1000)[0];
        Assert.False(_queue.TryTake(1000, out _));
        _queue.Delivered(probe, 1000, breakerUntilMs: 0);
        Assert.True(_queue.TryTake(1000, out _));
    }

    [Fact]
    public void What_ends_after_the_queue_was_dropped_changes_nothing()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Add(3);
        var message = Take(1, 0)[0];

        Assert.Equal(3, _queue.Drop());
        _queue.Failed(message, 1, 0, "no", 0);

        Assert.False(_queue.Add(new MessageKey(0, 99), 0));
        Assert.Equal((0, 0, 0), (_queue.GetState().QueueDepth, _queue.GetState().Total, _totals.Depth));
    }

    [Fact]
    public void What_was_on_its_way_when_the_webhook_was_opened_anew_is_due_at_once_and_holds_nobody()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Add(2);
        var message = Take(1, 0)[0];
        _queue.SetOpen(open: true, afresh: true, 100);
        _queue.Failed(message, dueMs: 5000, holdUntilMs: 60_000, "no", breakerUntilMs: 0);

        var next = Take(2, 100);
        Assert.Equal([1, 0], next.Select(taken => taken.Attempts));
        _queue.Failed(next[1], dueMs: 5000, holdUntilMs: 60_000, "no", breakerUntilMs: 0);
        Assert.False(_queue.TryTake(59_999, out _));
    }

    [Fact]
    public void An_unreadable_message_is_put_aside_and_comes_back_on_resume()
    {
        _queue.SetOpen(open: true, afresh: false, 0);
        Add(1);
        _queue.Park(Take(1, 0)[0], "can't be read", 0);

        Assert.False(_queue.TryTake(long.MaxValue / 2, out _));
        Assert.True(_queue.GetState() is { QueueDepth: 1, Failing: true });
        _queue.SetOpen(open: true, afresh: true, 0);
        Assert.True(_queue.TryTake(0, out _));
    }

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _queue.Add(new MessageKey(0, _next++), 0);
        }
    }

    private QueuedMessage[] Take(int count, long nowMs)
    {
        var taken = new QueuedMessage[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(_queue.TryTake(nowMs, out taken[i]));
        }

        return taken;
    }

    private sealed class NotingPump : IQueuePump
    {
        public int Started { get; private set; }

        public long WakeMs { get; private set; }

        public void StartWorker() => Started++;

        public void WakeAt(long timeMs) => WakeMs = timeMs;

        public void Configure(WebhookDefinition webhook)
        {
        }

        public void Open()
        {
        }
    }
}
