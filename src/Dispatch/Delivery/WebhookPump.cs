using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Sends the messages of one webhook. Works only while its queue has something to send: each worker takes a message or
/// a batch, makes one attempt, tells the queue what came of it, and ends when there is nothing for it. Shares
/// connections and buffers with the other webhooks, but no slot that they could fill.
/// </summary>
internal sealed partial class WebhookPump : IQueuePump
{
    private readonly WebhookQueue _queue;
    private readonly DeliveryServices _services;
    private readonly Lock _gate = new();
    private readonly SendPlace _place;
    private WebhookDefinition _webhook;
    private RetrySchedule _schedule;
    private WebhookTemplate? _template;
    private WebhookBreaker? _breaker;
    private long _wakeMs = long.MaxValue;
    private bool _disabling;

    public WebhookPump(WebhookQueue queue, WebhookDefinition webhook, DeliveryServices services)
    {
        _queue = queue;
        _services = services;
        _webhook = webhook;
        _schedule = ScheduleOf(webhook);
        _place = new SendPlace(services.Turns, () => services.Idle.Get().Begin(this));
    }

    public bool IsCrowded => _services.Workers.Running >= _services.Options.CrowdedAt;

    private long BreakerUntilMs => Volatile.Read(ref _breaker)?.OpenUntilMs ?? 0;

    public void Configure(WebhookDefinition webhook)
    {
        bool afresh;
        lock (_gate)
        {
            var before = _webhook;
            if (ReferenceEquals(before, webhook))
            {
                return;
            }

            afresh = (IsOpen(webhook) && !IsOpen(before))
                || webhook.Url != before.Url
                || webhook.Secret != before.Secret
                || webhook.Authorization != before.Authorization;
            _webhook = webhook;
            _schedule = ScheduleOf(webhook);
            _template = null;
            _disabling = false;
            if (afresh || webhook.Policy.TimeoutSeconds != before.Policy.TimeoutSeconds)
            {
                _breaker = null;
            }
        }

        _queue.Configure(QueueRules.From(webhook, _services.Options), _services.NowMs);
        _queue.SetOpen(IsOpen(webhook), afresh, _services.NowMs);
    }

    /// <summary>Lets the queue send, as the webhook is configured now.</summary>
    public void Open()
    {
        bool open;
        lock (_gate)
        {
            open = IsOpen(_webhook);
        }

        _queue.SetOpen(open, afresh: false, _services.NowMs);
    }

    public void StartWorker()
    {
        _services.Workers.Enter();
        _place.Add();
    }

    public void WakeAt(long timeMs)
    {
        // An earlier wish still holds: the queue asks again then.
        if (timeMs < Volatile.Read(ref _wakeMs))
        {
            Volatile.Write(ref _wakeMs, timeMs);
            _services.Clock.Add(this, timeMs);
        }
    }

    /// <summary>The clock: a time has come that was asked for.</summary>
    public void OnWake(long nowMs)
    {
        Volatile.Write(ref _wakeMs, long.MaxValue);
        _queue.Wake(nowMs);
    }

    private static bool IsOpen(WebhookDefinition webhook) => !webhook.Paused && !webhook.Disabled;

    private RetrySchedule ScheduleOf(WebhookDefinition webhook) => webhook.Policy.RetrySchedule is { } seconds
        ? new RetrySchedule(
            seconds.Select(wait => TimeSpan.FromSeconds(wait)),
            _services.Options.RetryJitter,
            _services.Options.MaxRetryAfter)
        : _services.Schedule;

    private void Crashed(in QueuedMessage message, Exception failure)
    {
        DispatchLog.AttemptCrashed(_services.Logger, failure, _queue.WebhookId, message.Key);
        var error = $"The event at {message.Key} can't be sent: {failure.Message}";
        if (message.TakeUp is { } takeUp)
        {
            _queue.TakenUp(takeUp, _services.NowMs);
            _services.ReportFault(error);
        }
        else
        {
            Park(message, error);
        }
    }

    /// <summary>Reads whose events these are, for a queue that sorts by vehicle.</summary>
    private async ValueTask FindVehiclesAsync(TakeUp takeUp, AttemptBuffers lane)
    {
        for (var i = 0; i < takeUp.Entries.Length; i++)
        {
            var key = takeUp.Entries[i].Key;
            var status = await _services.Events.ReadAsync(key, lane.Record, _services.Abort);
            takeUp.Found[i] = Describe(status, lane.Record.Span);
            if (takeUp.Found[i].Status is not (JournalReadStatus.Record or JournalReadStatus.Truncated))
            {
                _services.ReportFault($"The event at {key} can't be read ({takeUp.Found[i].Status}).");
            }
        }

        _queue.TakenUp(takeUp, _services.NowMs);
    }

    private static TakenMessage Describe(JournalReadStatus status, ReadOnlySpan<byte> bytes) =>
        status != JournalReadStatus.Record ? new TakenMessage(status, 0, 0)
        : EventRecord.TryRead(bytes, out var record) ? new TakenMessage(status, record.VehicleId, record.EventTimeMs)
        : new TakenMessage(JournalReadStatus.Faulted, 0, 0);

    private void Park(in QueuedMessage message, string error)
    {
        _queue.Park(message, error, _services.NowMs);
        _services.ReportFault(error);
    }

    private (WebhookTemplate Template, WebhookBreaker Breaker, RetrySchedule Schedule) Prepare()
    {
        lock (_gate)
        {
            _template ??= new WebhookTemplate(_webhook);
            _breaker ??= new WebhookBreaker(
                _services.Options,
                _webhook.Policy.TimeoutSeconds is { } seconds
                    ? TimeSpan.FromSeconds(seconds)
                    : _services.Options.AttemptTimeout,
                _services.Time);
            return (_template, _breaker, _schedule);
        }
    }
}
