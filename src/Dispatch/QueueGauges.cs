using System.Diagnostics.Metrics;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch;

/// <summary>
/// The queues as a scrape sees them, added up by webhook class; computed when somebody looks, so that a message pays
/// nothing for it.
/// </summary>
/// <param name="queues">All queues.</param>
/// <param name="marks">When events came, by partition.</param>
/// <param name="time">The clock.</param>
internal sealed class QueueGauges(QueueIndex queues, TimeMarks[] marks, TimeProvider time)
{
    private static readonly KeyValuePair<string, object?>[] States =
        [new("state", "closed"), new("state", "open"), new("state", "half_open")];

    /// <summary>Makes the instruments.</summary>
    public void Register(Meter meter)
    {
        meter.CreateObservableGauge(
            "gateway.dispatch.queue.depth", () => Sum(static reading => reading.Depth), "{message}", "Messages not yet delivered.");
        meter.CreateObservableGauge(
            "gateway.dispatch.queue.size", () => Sum(static reading => reading.Bytes), "By",
            "Bytes of the events of the messages not yet delivered, each counted once for each webhook.");
        meter.CreateObservableGauge(
            "gateway.dispatch.queue.oldest_age", OldestAges, "s", "Age of the oldest message not yet delivered.");
        meter.CreateObservableGauge(
            "gateway.dispatch.window", () => Sum(static reading => reading.Window), "{request}",
            "POSTs that may be on their way now; the sum over the webhooks.");
        meter.CreateObservableGauge(
            "gateway.dispatch.window.used", () => Sum(static reading => reading.InFlight), "{request}",
            "POSTs on their way; the sum over the webhooks.");
        meter.CreateObservableGauge(
            "gateway.dispatch.breakers", Breakers, "{webhook}", "Webhooks with a queue, by the state of their breaker.");
    }

    /// <summary>All queues in one; how old messages of paused and disabled webhooks are says nothing, so they are not asked.</summary>
    public DispatchReading Read(WebhookSnapshot webhooks)
    {
        var (depth, failing, oldest) = (0L, 0, TimeSpan.Zero);
        var now = NowMs;
        foreach (var queue in queues.All)
        {
            var state = queue.GetState();
            depth += state.QueueDepth;
            if (state.QueueDepth > 0 && webhooks.Find(queue.WebhookId) is { Paused: false, Disabled: false })
            {
                failing += state.Failing ? 1 : 0;
                var age = OldestAge(queue, now);
                oldest = age > oldest ? age : oldest;
            }
        }

        return new DispatchReading(depth, oldest, failing, webhooks.All.Count(static webhook => webhook.Disabled));
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private IEnumerable<Measurement<long>> Sum(Func<QueueReading, long> value)
    {
        var sums = new long?[WebhookClass.Count];
        var now = NowMs;
        foreach (var queue in queues.All)
        {
            ref var sum = ref sums[queue.Rules.Class.Index];
            sum = (sum ?? 0) + value(queue.Read(now));
        }

        return Measure(sums);
    }

    private IEnumerable<Measurement<double>> OldestAges()
    {
        var ages = new double?[WebhookClass.Count];
        var now = NowMs;
        foreach (var queue in queues.All)
        {
            ref var age = ref ages[queue.Rules.Class.Index];
            age = Math.Max(age ?? 0, OldestAge(queue, now).TotalSeconds);
        }

        return Measure(ages);
    }

    private TimeSpan OldestAge(WebhookQueue queue, long nowMs)
    {
        var oldest = nowMs;
        queue.VisitOldest(key =>
        {
            if (marks[key.Partition].FindTime(key.Position) is { } queued)
            {
                oldest = Math.Min(oldest, queued);
            }
        });
        return TimeSpan.FromMilliseconds(nowMs - oldest);
    }

    private IEnumerable<Measurement<long>> Breakers()
    {
        var counts = new long[WebhookClass.Count, States.Length];
        var now = NowMs;
        foreach (var queue in queues.All)
        {
            counts[queue.Rules.Class.Index, (int)queue.Read(now).Breaker]++;
        }

        for (var i = 0; i < WebhookClass.Count; i++)
        {
            var kind = WebhookClass.At(i);
            if (counts[i, 0] + counts[i, 1] + counts[i, 2] > 0)
            {
                for (var state = 0; state < States.Length; state++)
                {
                    yield return new Measurement<long>(
                        counts[i, state], DispatchMetrics.Type(kind), DispatchMetrics.Format(kind), States[state]);
                }
            }
        }
    }

    private static IEnumerable<Measurement<T>> Measure<T>(T?[] values)
        where T : struct
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                var kind = WebhookClass.At(i);
                yield return new Measurement<T>(value, DispatchMetrics.Type(kind), DispatchMetrics.Format(kind));
            }
        }
    }
}
