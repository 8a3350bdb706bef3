using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch;

/// <summary>
/// The meter <c>Gateway.Dispatch</c>. Tags are event types and outcomes only, so that the number of series does not
/// grow with the number of webhooks.
/// </summary>
public sealed class DispatchMetrics : IDisposable
{
    public const string MeterName = "Gateway.Dispatch";

    private static readonly KeyValuePair<string, object?>[] Types =
        [.. Enumerable.Range(0, 15).Select(type => new KeyValuePair<string, object?>("type", ((EventType)type).ToName()))];

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [
            .. Enum.GetNames<AttemptOutcome>().Select(name => new KeyValuePair<string, object?>(
                "outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(name))),
        ];

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _collapsed;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _notRecorded;
    private readonly Counter<long> _cacheMisses;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _inFlight;

    public DispatchMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("gateway.dispatch.events", "{event}", "Events put into the event journal.");
        _attempts = _meter.CreateCounter<long>("gateway.dispatch.attempts", "{attempt}", "Attempts by outcome.");
        _expired = _meter.CreateCounter<long>(
            "gateway.dispatch.expired", "{message}", "Messages given up because their retention ended: too old, or too many.");
        _collapsed = _meter.CreateCounter<long>(
            "gateway.dispatch.collapsed", "{message}", "Messages that a newer one of the same vehicle took the place of.");
        _dropped = _meter.CreateCounter<long>(
            "gateway.dispatch.dropped", "{message}", "Messages that went with their deleted webhook.");
        _notRecorded = _meter.CreateCounter<long>(
            "gateway.dispatch.outcomes.refused", "{outcome}", "Outcomes that the outcome journal did not take.");
        _cacheMisses = _meter.CreateCounter<long>(
            "gateway.dispatch.cache.misses", "{event}", "Events that were read from the journal again to be sent.");
        _duration = _meter.CreateHistogram(
            "gateway.dispatch.attempt.duration",
            "s",
            "Time of one attempt.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
            });
        _inFlight = _meter.CreateUpDownCounter<long>("gateway.dispatch.in_flight", "{message}", "Messages on their way.");
    }

    public void Published(EventType type) => _events.Add(1, Types[(int)type]);

    public void Expired(long messages) => _expired.Add(messages);

    public void Collapsed(long messages) => _collapsed.Add(messages);

    public void Dropped(long messages) => _dropped.Add(messages);

    public void OutcomeNotRecorded() => _notRecorded.Add(1);

    public void CacheMissed() => _cacheMisses.Add(1);

    public void AttemptStarted() => _inFlight.Add(1);

    public void AttemptEnded(in AttemptResult result)
    {
        _inFlight.Add(-1);
        if (result.Outcome != AttemptOutcome.NotAttempted)
        {
            _attempts.Add(1, Outcomes[(int)result.Outcome]);
            _duration.Record(result.Duration.TotalSeconds, Outcomes[(int)result.Outcome]);
        }
    }

    /// <summary>Reports the queues as a whole: messages waiting, and the age of the oldest in seconds.</summary>
    public void Observe(Func<long> depth, Func<double> oldestSeconds)
    {
        _meter.CreateObservableGauge("gateway.dispatch.queue.depth", depth, "{message}", "Messages not yet delivered.");
        _meter.CreateObservableGauge(
            "gateway.dispatch.queue.oldest_age", oldestSeconds, "s", "Age of the oldest message not yet delivered.");
    }

    public void Dispose() => _meter.Dispose();
}
