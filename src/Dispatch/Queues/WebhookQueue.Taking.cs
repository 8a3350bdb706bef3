namespace Gateway.Dispatch.Queues;

/// <summary>What goes next, and when.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>The next message or batch for a worker, or work before it can be sent; false ends the worker.</summary>
    public bool TryTake(long nowMs, out QueuedMessage message)
    {
        lock (_gate)
        {
            message = default;
            switch (Next(nowMs, out var wakeMs))
            {
                case QueueStep.Send:
                    message = TakeNext(nowMs) with { Behind = Depth, Ticket = ++_lastTicket };
                    _inFlight.Add(message);
                    _inFlightMessages += message.Count;
                    _rate.Take(nowMs);
                    break;
                case QueueStep.TakeUp:
                    message = new QueuedMessage { TakeUp = _takingUp = MakeTakeUp() };
                    break;
                default:
                    _workers--;
                    Sleep(wakeMs);
                    return false;
            }

            StartIfReady(nowMs);
            return true;
        }
    }

    private QueueStep Next(long nowMs, out long wakeMs)
    {
        wakeMs = long.MaxValue;

        // An open breaker, and the first probe after it: one at a time.
        if (!_open
            || _inFlight.Count >= _window.Size
            || (_breakerUntilMs != 0 && _inFlight.Count > 0))
        {
            return QueueStep.Nothing;
        }

        _lanes?.Promote(nowMs);
        var takeUp = WantsTakeUp();

        // Which message is the newest is known only when all have been looked at; which batches belong together, too.
        var blocked = _takingUp is not null
            && (_rules.Lanes == LaneMode.Newest || _takingUp.Batch is not null || _unclaimed is { Count: > 0 });
        var dueMs = takeUp ? 0 : blocked ? long.MaxValue : FirstDueMs();
        if (dueMs == long.MaxValue)
        {
            return QueueStep.Nothing;
        }

        var from = Math.Max(Math.Max(_holdUntilMs, _breakerUntilMs), Math.Max(_rate.ReadyAtMs, dueMs));
        if (from > nowMs)
        {
            wakeMs = from;
            return QueueStep.Nothing;
        }

        return takeUp ? QueueStep.TakeUp : QueueStep.Send;
    }

    private long FirstDueMs()
    {
        var dueMs = _batches is { } batches && batches.TryPeek(out _, out var first) ? first : long.MaxValue;
        if (_lanes is { } lanes)
        {
            return Math.Min(dueMs, lanes.ReadyCount == 0 ? lanes.FirstDueMs : GatheredAt(lanes.ReadyMessages));
        }

        var untried = _fresh.Count + _returned.Count;
        return Math.Min(dueMs, Math.Min(_retries.FirstDueMs, untried == 0 ? long.MaxValue : GatheredAt(untried)));
    }

    private long GatheredAt(long untried) =>
        untried >= _rules.BatchSize ? 0 : _gatheringSinceMs + _rules.BatchWaitMs;

    private QueuedMessage TakeNext(long nowMs)
    {
        if (_batches is { } batches && batches.TryPeek(out var batch, out var dueMs) && dueMs <= nowMs)
        {
            batches.Dequeue();
            _batchedMessages -= batch.Keys.Count;
            return new QueuedMessage(batch.Keys[0], batch.Attempts, 0) { Batch = batch };
        }

        if (_rules.IsBatching)
        {
            batch = FormBatch(nowMs);
            return new QueuedMessage(batch.Keys[0], batch.Attempts, 0) { Batch = batch };
        }

        if (_lanes is { } lanes)
        {
            lanes.TryTake(out var lane, out var entry);
            return new QueuedMessage(entry.Key, entry.Attempts, 0) { Lane = lane };
        }

        if (_returned.Count > 0)
        {
            var back = _returned[^1];
            _returned.RemoveAt(_returned.Count - 1);
            return new QueuedMessage(back.Key, back.Attempts, 0);
        }

        if (_retries.FirstDueMs <= nowMs)
        {
            var retry = _retries.Take();
            return new QueuedMessage(retry.Key, retry.Attempts, 0);
        }

        _fresh.TryTake(out var key);
        return new QueuedMessage(key, 0, 0);
    }
}
