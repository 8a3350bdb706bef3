using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch;

/// <summary>
/// The meter <c>Gateway.Dispatch</c>. Tags are webhook classes (type and format), outcomes and reasons only, so that the
/// number of series does not grow with the number of webhooks or vehicles.
/// </summary>
public sealed class DispatchMetrics : IDisposable
{
    public const string MeterName = "Gateway.Dispatch";

    private static readonly KeyValuePair<string, object?>[] Types =
        [.. Enumerable.Range(0, 15).Select(type => new KeyValuePair<string, object?>("type", ((EventType)type).ToName()))];

    private static readonly KeyValuePair<string, object?>[] Formats = [new("format", "json"), new("format", "form")];

    private static readonly KeyValuePair<string, object?>[] Outcomes = Names<AttemptOutcome>("outcome");

    private static readonly KeyValuePair<string, object?>[] Reasons = Names<ExpiryReason>("reason");

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _collapsed;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _notRecorded;
    private readonly Counter<long> _cacheMisses;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _delivery;
    private readonly UpDownCounter<long> _inFlight;

    public DispatchMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("gateway.dispatch.events", "{event}", "Events put into the event journal.");
        _attempts = _meter.CreateCounter<long>("gateway.dispatch.attempts", "{attempt}", "Attempts by outcome.");
        _expired = _meter.CreateCounter<long>(
            "gateway.dispatch.expired", "{message}", "Messages given up and put on the dead list: too old, or too many.");
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
        _delivery = _meter.CreateHistogram(
            "gateway.dispatch.delivery.duration",
            "s",
            "From an event put into the queue to its delivery; for a batch, its oldest event.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30, 60, 600, 3600, 86_400],
            });
        _inFlight = _meter.CreateUpDownCounter<long>("gateway.dispatch.in_flight", "{request}", "POSTs on their way.");
    }

    public void Published(EventType type) => _events.Add(1, Types[(int)type]);

    public void Expired(WebhookClass kind, ExpiryReason reason, long messages) =>
        _expired.Add(messages, Type(kind), Format(kind), Reasons[(int)reason]);

    public void Collapsed(WebhookClass kind) => _collapsed.Add(1, Type(kind), Format(kind));

    public void Dropped(long messages) => _dropped.Add(messages);

    public void OutcomeNotRecorded() => _notRecorded.Add(1);

    public void CacheMissed() => _cacheMisses.Add(1);

    public void AttemptStarted() => _inFlight.Add(1);

    public void AttemptEnded(WebhookClass kind, in AttemptResult result)
    {
        _inFlight.Add(-1);
        if (result.Outcome != AttemptOutcome.NotAttempted)
        {
            var outcome = Outcomes[(int)result.Outcome];
            _attempts.Add(1, Type(kind), Format(kind), outcome);
            _duration.Record(result.Duration.TotalSeconds, Type(kind), Format(kind), outcome);
        }
    }

    /// <summary>A message or a batch was delivered, so long after it was queued.</summary>
    public void Delivered(WebhookClass kind, long milliseconds) =>
        _delivery.Record(Math.Max(0, milliseconds) / 1000.0, Type(kind), Format(kind));

    /// <summary>Reports the queues when somebody looks.</summary>
    internal void Observe(QueueGauges gauges) => gauges.Register(_meter);

    public void Dispose() => _meter.Dispose();

    internal static KeyValuePair<string, object?> Type(WebhookClass kind) => Types[(int)kind.Type];

    internal static KeyValuePair<string, object?> Format(WebhookClass kind) => Formats[kind.Format == BodyFormat.Form ? 1 : 0];

    private static KeyValuePair<string, object?>[] Names<T>(string tag)
        where T : struct, Enum =>
        [
            .. Enum.GetNames<T>().Select(name => new KeyValuePair<string, object?>(
                tag, JsonNamingPolicy.SnakeCaseLower.ConvertName(name))),
        ];
}
