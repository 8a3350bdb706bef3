using System.Diagnostics;
using System.Globalization;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tracing;

/// <summary>
/// Spans from a report to its POSTs. The trace id of an event is its event id, and whether it is traced depends on that
/// id alone; so the stages before and behind the journal agree without anything stored, also after a restart and on
/// every retry. Only made where tracing is on.
/// </summary>
public sealed class EventTracing : IDisposable
{
    /// <summary>The activity source's name.</summary>
    public const string SourceName = "Gateway.Delivery";

    // W3C Trace Context, level 2: the right-most 7 bytes of a trace id are the random ones.
    private const int RandomBits = 56;

    private readonly ActivitySource _source = new(SourceName);
    private readonly RecentSpans _published = new();
    private readonly TimeProvider _time;
    private readonly ulong _limit;

    /// <param name="ratio">Share of the events that are traced, 0 to 1.</param>
    /// <param name="time">The clock.</param>
    public EventTracing(double ratio, TimeProvider time)
    {
        _time = time;
        _limit = (ulong)(ratio * (1UL << RandomBits));
    }

    /// <summary>Whether this event is traced.</summary>
    public bool IsSampled(EventId id) =>
        id.Value != 0 && ((ulong)id.Value & ((1UL << RandomBits) - 1)) < _limit;

    /// <summary>The trace of an event; its id is the event's.</summary>
    public static ActivityTraceId TraceOf(EventId id) => ActivityTraceId.CreateFromString(id.ToString());

    /// <summary>
    /// The event has been put into its journal: tells where it came from, as far back as the frame that brought its report.
    /// </summary>
    public void Published(in EventDraft draft, int partition)
    {
        if (!IsSampled(draft.Id))
        {
            return;
        }

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        using var report = draft.ReceivedMs > 0
            ? Span("device report", ActivityKind.Server, new ActivityContext(TraceOf(draft.Id), default, ActivityTraceFlags.Recorded), draft.ReceivedMs)
            : null;
        if (report is not null)
        {
            report.SetTag("gateway.vehicle.id", draft.VehicleId);
            using var journal = Span("report journal", ActivityKind.Internal, report.Context, draft.ReceivedMs);
            journal?.SetTag("gateway.partition", partition);
            End(journal, draft.EnqueuedMs);
        }

        var parent = report?.Context ?? new ActivityContext(TraceOf(draft.Id), default, ActivityTraceFlags.Recorded);
        using var publish = Span("event publish", ActivityKind.Producer, parent, Math.Min(draft.EnqueuedMs, now));
        if (publish is not null)
        {
            publish.SetTag("gateway.event.type", draft.Type.ToName());
            publish.SetTag("gateway.event.id", draft.Id.ToString());
            publish.SetTag("gateway.webhook.count", draft.Webhooks.Length);
            _published.Add(draft.Id, publish.Context);
        }

        End(publish, now);
        End(report, now);
    }

    /// <summary>Begins an attempt's span; null where its event is not traced.</summary>
    /// <param name="source">The event.</param>
    /// <param name="webhook">To whom.</param>
    /// <param name="attempts">Attempts made before.</param>
    /// <param name="messages">Messages in the POST.</param>
    internal Activity? StartAttempt(in AttemptSource source, WebhookDefinition webhook, int attempts, int messages)
    {
        if (!IsSampled(source.Id))
        {
            return null;
        }

        var parent = _published.Find(source.Id)
            ?? new ActivityContext(TraceOf(source.Id), default, ActivityTraceFlags.Recorded);
        var attempt = _source.StartActivity("POST", ActivityKind.Client, parent);
        if (attempt is not null)
        {
            attempt.SetTag("http.request.method", "POST");
            attempt.SetTag("http.request.resend_count", attempts);
            attempt.SetTag("server.address", webhook.Url.Host);
            attempt.SetTag("server.port", webhook.Url.Port);
            attempt.SetTag("url.scheme", webhook.Url.Scheme);
            attempt.SetTag("gateway.webhook.id", webhook.Id);
            attempt.SetTag("gateway.event.type", webhook.Type.ToName());
            attempt.SetTag("gateway.event.id", source.Id.ToString());
            attempt.SetTag("gateway.message.count", messages);
        }

        return attempt;
    }

    /// <summary>Ends it.</summary>
    internal static void EndAttempt(Activity attempt, in AttemptResult result)
    {
        if (result.Outcome == AttemptOutcome.NotAttempted)
        {
            // Nothing was sent, so there is nothing to tell.
            attempt.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        if (result.StatusCode is { } status)
        {
            attempt.SetTag("http.response.status_code", status);
        }

        if (!result.IsDelivered)
        {
            attempt.SetTag(
                "error.type",
                result.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? result.Outcome.ToString());
            attempt.SetStatus(ActivityStatusCode.Error, result.Error);
        }

        attempt.Dispose();
    }

    public void Dispose() => _source.Dispose();

    private Activity? Span(string name, ActivityKind kind, in ActivityContext parent, long startMs) =>
        _source.StartActivity(name, kind, parent, startTime: DateTimeOffset.FromUnixTimeMilliseconds(startMs));

    private static void End(Activity? span, long endMs)
    {
        if (span is not null)
        {
            var end = DateTimeOffset.FromUnixTimeMilliseconds(endMs).UtcDateTime;
            span.SetEndTime(end > span.StartTimeUtc ? end : span.StartTimeUtc.AddTicks(1));
            span.Stop();
        }
    }
}
