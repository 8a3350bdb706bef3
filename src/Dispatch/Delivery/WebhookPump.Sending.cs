using System.Diagnostics;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Tracing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>One attempt, from the event's record to what came of it.</summary>
internal sealed partial class WebhookPump
{
    private static readonly TimeSpan UnsendablePause = TimeSpan.FromMinutes(1);

    private static long Milliseconds(TimeSpan wait) => (long)Math.Ceiling(wait.TotalMilliseconds);

    private SignedMessage Sign(WebhookTemplate template, in RenderedMessage rendered, AttemptBuffers lane)
    {
        var buffer = lane.Signature;
        buffer.Clear();
        buffer.GetSpan(rendered.Id.Length + rendered.Timestamp.Length + WebhookSigner.MaxLength);
        buffer.Write(rendered.Id.Span);
        buffer.Write(rendered.Timestamp.Span);
        var signed = buffer.Length;
        if (template.Fault is null)
        {
            buffer.Advance(WebhookSigner.Sign(rendered.Signed.Span, template.SecretsAt(_services.NowMs), buffer.GetSpan(WebhookSigner.MaxLength)));
        }

        var all = buffer.Memory;
        return new SignedMessage(rendered.Body, all[..rendered.Id.Length], all[rendered.Id.Length..signed], all[signed..]);
    }

    /// <summary>The attempt at a message or a batch; null where there is nothing left to send.</summary>
    private ValueTask<PreparedAttempt?> PrepareAsync(in QueuedMessage message, AttemptBuffers lane) =>
        message.Batch is { } batch ? PrepareBatchAsync(message, batch, lane) : PrepareOneAsync(message, lane);

    private ValueTask<PreparedAttempt?> PrepareOneAsync(in QueuedMessage message, AttemptBuffers lane)
    {
        var reading = _services.Events.ReadAsync(message.Key, lane.Record, _services.Abort);
        return reading.IsCompletedSuccessfully
            ? new ValueTask<PreparedAttempt?>(PrepareRead(message, lane, reading.Result))
            : FinishAsync(message, lane, reading);
    }

    private async ValueTask<PreparedAttempt?> FinishAsync(
        QueuedMessage message, AttemptBuffers lane, ValueTask<JournalReadStatus> reading) =>
        PrepareRead(message, lane, await reading);

    private PreparedAttempt? PrepareRead(in QueuedMessage message, AttemptBuffers lane, JournalReadStatus read)
    {
        switch (CheckAge(read, lane))
        {
            case JournalReadStatus.Record:
                var (template, breaker, schedule) = Prepare();
                if (Render(template, message, lane) is { } signed)
                {
                    return new PreparedAttempt(template, breaker, schedule, SourceOf(lane.Record.Span, null), signed);
                }

                Park(message, $"The record at {message.Key} is not an event.");
                return null;
            case JournalReadStatus.Truncated:
                _queue.Expire(message, _services.NowMs);
                _services.Metrics.Expired(_queue.Rules.Class, ExpiryReason.Age, 1);
                return null;
            case var status:
                Park(message, $"The event at {message.Key} can't be read ({status}).");
                return null;
        }
    }

    private async ValueTask<PreparedAttempt?> PrepareBatchAsync(QueuedMessage message, MessageBatch batch, AttemptBuffers lane)
    {
        var (template, breaker, schedule) = Prepare();
        var requestTime = _services.NowMs / 1000;
        var body = new BatchBody(template, requestTime, lane.Body);
        var behind = message.Behind;
        AttemptSource source = default;
        lane.Batch.Clear();
        for (var added = 0; added < batch.Keys.Count;)
        {
            var key = batch.Keys[added];
            var status = CheckAge(await _services.Events.ReadAsync(key, lane.Record, _services.Abort), lane);
            if (status == JournalReadStatus.Truncated)
            {
                _services.Metrics.Expired(_queue.Rules.Class, ExpiryReason.Age, 1);
                if (!_queue.ExpireMember(message, key, _services.NowMs))
                {
                    return null;
                }

                continue;
            }

            if (status != JournalReadStatus.Record
                || !body.TryAdd(lane.Record.Span, message.Attempts, behind + batch.Keys.Count - 1 - added))
            {
                Park(message, $"The event at {key} can't be read ({status}).");
                return null;
            }

            if (_services.Observers.Length > 0)
            {
                lane.Batch.Add(key, lane.Record.Span);
            }

            source = SourceOf(lane.Record.Span, added++ == 0 ? null : source);
            if (body.Length > _services.Options.MaxBatchBytes && added > 1)
            {
                // One too many: it and the rest follow by themselves, and these are written once more.
                behind += batch.Keys.Count - (added - 1);
                _queue.Split(message, added - 1);
                body = new BatchBody(template, requestTime, lane.Body);
                lane.Batch.Clear();
                added = 0;
            }
        }

        return new PreparedAttempt(template, breaker, schedule, source, Sign(template, body.Finish(), lane));
    }

    /// <summary><see cref="JournalReadStatus.Truncated"/> also where the event's record is too old for this webhook.</summary>
    private JournalReadStatus CheckAge(JournalReadStatus status, AttemptBuffers lane)
    {
        var most = _queue.Rules.RetentionMs;
        return status == JournalReadStatus.Record && most > 0
            && EventRecord.TryRead(lane.Record.Span, out var record) && record.EnqueuedMs + most < _services.NowMs
            ? JournalReadStatus.Truncated
            : status;
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
        return Sign(template, MessageRenderer.Render(template, head, record.Data, lane.Body), lane);
    }

    /// <summary>What the attempt is about, this event added.</summary>
    private AttemptSource SourceOf(ReadOnlySpan<byte> bytes, AttemptSource? before)
    {
        if (!EventRecord.TryRead(bytes, out var record))
        {
            return before ?? default;
        }

        if (before is not { } first)
        {
            return new AttemptSource(record.Id, record.EnqueuedMs);
        }

        var keep = _services.Tracing is not { } tracing || tracing.IsSampled(first.Id) || !tracing.IsSampled(record.Id);
        return new AttemptSource(keep ? first.Id : record.Id, Math.Min(first.EnqueuedMs, record.EnqueuedMs));
    }

    private PreparedAttempt Begin(in PreparedAttempt attempt, in QueuedMessage message, AttemptBuffers lane, out Activity? span)
    {
        _services.Metrics.AttemptStarted();
        span = _services.Tracing?.StartAttempt(attempt.Source, attempt.Template.Webhook, message.Attempts, message.Count);
        lane.ForgetAnswer();
        return span is null ? attempt : attempt with { Signed = attempt.Signed with { TraceParent = span.Id } };
    }

    private ValueTask<AttemptResult> SendAsync(in PreparedAttempt attempt, AttemptBuffers lane) =>
        _services.Sender.SendAsync(attempt.Template, attempt.Signed, lane, attempt.Breaker.Timeout, _services.Abort);

    private void End(
        in PreparedAttempt attempt, in QueuedMessage message, in AttemptResult result, Activity? span, AttemptBuffers lane)
    {
        var kind = WebhookClass.Of(attempt.Template.Webhook);
        _services.Metrics.AttemptEnded(kind, result);
        if (result.IsDelivered)
        {
            _services.Metrics.Delivered(kind, _services.NowMs - attempt.Source.EnqueuedMs);
        }

        if (span is not null)
        {
            EventTracing.EndAttempt(span, result);
        }

        Tell(attempt.Template, message, attempt.Signed, result, lane);
        Conclude(message, attempt.Template.Webhook, attempt.Schedule, result);
    }

    /// <summary>Tells the observers of each message that was in the attempt.</summary>
    private void Tell(
        WebhookTemplate template, in QueuedMessage message, in SignedMessage signed, in AttemptResult result, AttemptBuffers lane)
    {
        if (result.Outcome == AttemptOutcome.NotAttempted || _services.Observers.Length == 0)
        {
            return;
        }

        var isBatch = message.Batch is not null;
        var startedMs = _services.NowMs - (long)result.Duration.TotalMilliseconds;
        for (var i = 0; i < (isBatch ? lane.Batch.Count : 1); i++)
        {
            var key = message.Key;
            var record = isBatch ? lane.Batch.Get(i, out key) : lane.Record.Span;
            var attempt = new AttemptView
            {
                Template = template,
                Message = message with { Key = key },
                IsFollower = i > 0,
                Record = record,
                Sent = template.Fault is null ? signed : null,
                Result = result,
                StartedMs = startedMs,
                AnswerHeaders = lane.AnswerHeaders.Span,
                AnswerBody = lane.AnswerBody,
            };
            foreach (var observer in _services.Observers)
            {
                observer.Attempted(attempt);
            }
        }
    }

    private void Conclude(
        in QueuedMessage message, WebhookDefinition webhook, RetrySchedule schedule, in AttemptResult result)
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
                Fail(message, webhook, schedule, result, nowMs);
                break;
        }
    }

    private void Fail(
        in QueuedMessage message, WebhookDefinition webhook, RetrySchedule schedule, in AttemptResult result, long nowMs)
    {
        var error = result.Error ?? result.Outcome.ToString();
        var wait = schedule.DelayAfter(message.Attempts + 1, result.RetryAfter, _services.Random());

        // What asks for a wait, or can't be sent at all, makes the other messages wait too.
        TimeSpan? hold = result.Outcome == AttemptOutcome.Unsendable ? UnsendablePause : result.RetryAfter;
        var holdUntilMs = hold is { } asked ? nowMs + Milliseconds(schedule.Cap(asked)) : 0;
        DispatchLog.AttemptFailed(_services.Logger, webhook.Id, webhook.Url.Host, message.Attempts, error, wait);
        _queue.Failed(message, nowMs + Milliseconds(wait), holdUntilMs, error, BreakerUntilMs, result.IsOverload);
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
