using System.Runtime.CompilerServices;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Sends the messages of one webhook. Works only while its queue has something to send: each worker takes a message,
/// makes one attempt, tells the queue what came of it, and ends when there is nothing for it. Shares connections and
/// buffers with the other webhooks, but no slot that they could fill.
/// </summary>
internal sealed class WebhookPump : IQueuePump, IThreadPoolWorkItem
{
    private static readonly TimeSpan UnsendablePause = TimeSpan.FromMinutes(1);

    private readonly WebhookQueue _queue;
    private readonly DeliveryServices _services;
    private readonly Lock _gate = new();
    private WebhookDefinition _webhook;
    private WebhookTemplate? _template;
    private WebhookBreaker? _breaker;
    private ITimer? _timer;
    private bool _disabling;

    public WebhookPump(WebhookQueue queue, WebhookDefinition webhook, DeliveryServices services)
    {
        _queue = queue;
        _services = services;
        _webhook = webhook;
    }

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
            _template = null;
            _disabling = false;
            if (afresh)
            {
                _breaker = null;
            }
        }

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
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void WakeAt(long timeMs)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(timeMs - _services.NowMs, 1, int.MaxValue));
        _timer ??= _services.Time.CreateTimer(
            static state => ((WebhookPump)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private static bool IsOpen(WebhookDefinition webhook) => !webhook.Paused && !webhook.Disabled;

    private static long Milliseconds(TimeSpan wait) => (long)Math.Ceiling(wait.TotalMilliseconds);

    private void OnTimer() => _queue.Wake(_services.NowMs);

    private async Task WorkAsync()
    {
        var lane = _services.Buffers.Get();
        try
        {
            while (_queue.TryTake(_services.NowMs, out var message))
            {
                await HandleAsync(message, lane);
            }
        }
        finally
        {
            _services.Buffers.Return(lane);
            _services.Workers.Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HandleAsync(QueuedMessage message, AttemptBuffers lane)
    {
        try
        {
            switch (await _services.Events.ReadAsync(message.Key, lane.Record, _services.Abort))
            {
                case JournalReadStatus.Record:
                    await SendAsync(message, lane);
                    break;
                case JournalReadStatus.Truncated:
                    _queue.Expire(message, _services.NowMs);
                    _services.Metrics.Expired(1);
                    break;
                case var status:
                    Park(message, $"The event at {message.Key} can't be read ({status}).");
                    break;
            }
        }
#pragma warning disable CA1031 // Whatever went wrong, the message must not be lost and the others must go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DispatchLog.AttemptCrashed(_services.Logger, failure, _queue.WebhookId, message.Key);
            Park(message, $"The event at {message.Key} can't be sent: {failure.Message}");
        }
    }

    private void Park(in QueuedMessage message, string error)
    {
        _queue.Park(message, error);
        _services.ReportFault(error);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(QueuedMessage message, AttemptBuffers lane)
    {
        var (template, breaker) = Prepare();
        AttemptResult result;
        SignedMessage? sent = null;
        if (template.Fault is { } fault)
        {
            result = new AttemptResult(AttemptOutcome.Unsendable, Error: fault);
            lane.ForgetAnswer();
            _services.Metrics.AttemptStarted();
        }
        else if (Render(template, message, lane) is { } signed)
        {
            sent = signed;
            _services.Metrics.AttemptStarted();
            result = await breaker.AttemptAsync(template, signed, lane, _services.Abort);
        }
        else
        {
            Park(message, $"The record at {message.Key} is not an event.");
            return;
        }

        _services.Metrics.AttemptEnded(result);
        Tell(template, message, sent, result, lane);
        await ConcludeAsync(message, template.Webhook, result);
    }

    private void Tell(
        WebhookTemplate template, in QueuedMessage message, SignedMessage? sent, in AttemptResult result, AttemptBuffers lane)
    {
        if (result.Outcome == AttemptOutcome.NotAttempted)
        {
            return;
        }

        var attempt = new AttemptView
        {
            Template = template,
            Message = message,
            Record = lane.Record.Span,
            Sent = sent,
            Result = result,
            StartedMs = _services.NowMs - (long)result.Duration.TotalMilliseconds,
            AnswerHeaders = lane.AnswerHeaders.Span,
            AnswerBody = lane.Answer.AsSpan(0, lane.AnswerLength),
        };
        foreach (var observer in _services.Observers)
        {
            observer.Attempted(attempt);
        }
    }

    private (WebhookTemplate Template, WebhookBreaker Breaker) Prepare()
    {
        lock (_gate)
        {
            _template ??= new WebhookTemplate(_webhook);
            _breaker ??= new WebhookBreaker(_services.Sender, _services.Options, _services.Time);
            return (_template, _breaker);
        }
    }

    private SignedMessage? Render(WebhookTemplate template, in QueuedMessage message, AttemptBuffers lane)
    {
        if (!EventRecord.TryRead(lane.Record.Span, out var record))
        {
            return null;
        }

        var head = new MessageHead
        {
            EventId = record.Id,
            RefId = record.RefId,
            RetryCount = message.Attempts,
            QueueDepth = message.Behind,
            EnqueueTime = record.EnqueuedMs / 1000,
            RequestTime = _services.NowMs / 1000,
        };
        var rendered = MessageRenderer.Render(template, head, record.Data, lane.Body);
        var signature = WebhookSigner.Sign(rendered.Signed.Span, template.SecretsAt(_services.NowMs));
        return new SignedMessage(rendered.Body, rendered.Id, rendered.Timestamp, signature);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ConcludeAsync(QueuedMessage message, WebhookDefinition webhook, AttemptResult result)
    {
        var nowMs = _services.NowMs;
        switch (result.Outcome)
        {
            case AttemptOutcome.Delivered:
                _queue.Delivered(message, nowMs, BreakerUntilMs);
                break;
            case AttemptOutcome.NotAttempted:
                _queue.Return(message, BreakerUntilMs);
                break;
            default:
                Fail(message, webhook, result, nowMs);
                if (result.IsGone)
                {
                    await DisableAsync(webhook.Id);
                }

                break;
        }
    }

    private void Fail(in QueuedMessage message, WebhookDefinition webhook, in AttemptResult result, long nowMs)
    {
        var error = result.Error ?? result.Outcome.ToString();
        var wait = _services.Schedule.DelayAfter(message.Attempts + 1, result.RetryAfter, _services.Random());

        // What asks for a wait, or can't be sent at all, makes the other messages wait too.
        TimeSpan? hold = result.Outcome == AttemptOutcome.Unsendable ? UnsendablePause : result.RetryAfter;
        var holdUntilMs = hold is { } asked ? nowMs + Milliseconds(_services.Schedule.Cap(asked)) : 0;
        DispatchLog.AttemptFailed(_services.Logger, webhook.Id, webhook.Url.Host, message.Attempts, error, wait);
        _queue.Failed(message, nowMs + Milliseconds(wait), holdUntilMs, error, BreakerUntilMs);
    }

    private async ValueTask DisableAsync(long webhookId)
    {
        lock (_gate)
        {
            if (_disabling)
            {
                return;
            }

            _disabling = true;
        }

        _queue.SetOpen(open: false, afresh: false, _services.NowMs);
        try
        {
            await _services.Directory.DisableAsync(webhookId, "The receiver answered 410 Gone.", _services.Abort);
            DispatchLog.Disabled(_services.Logger, webhookId);
        }
#pragma warning disable CA1031 // The directory is somebody else's code; sending must go on, and 410 will come again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DispatchLog.DisableFailed(_services.Logger, failure, webhookId);
            lock (_gate)
            {
                _disabling = false;
            }

            Open();
        }
    }
}
