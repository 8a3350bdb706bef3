namespace Gateway.Dispatch.Queues;

/// <summary>Messages that are to be sent again.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>Messages put back one by one that are remembered before those that have left are forgotten.</summary>
    private const int MaxRetried = 1024;

    // A replay, which knows what waited when it began, may come to them later.
    private HashSet<MessageKey>? _retried;

    /// <summary>Messages that wait for their first attempt; those of formed batches not among them.</summary>
    public long FreshCount
    {
        get
        {
            lock (_gate)
            {
                return _fresh.Count + LanedMessages - (_early?.Count ?? 0) - (_lanes?.WaitingCount ?? 0);
            }
        }
    }

    /// <summary>Whether a message that was queued then would be given up for its age.</summary>
    public bool IsTooOld(long enqueuedMs, long nowMs) =>
        Rules.RetentionMs is > 0 and var retentionMs && enqueuedMs + retentionMs < nowMs;

    /// <summary>
    /// Puts a message into the queue as if never tried. On disk once the outcomes up to now are. The caller knows that
    /// it does not wait here already, except by <see cref="Retry"/>.
    /// </summary>
    public RequeueStatus Requeue(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            return _retried is { Count: > 0 } && _retried.Contains(key) && Holds(key)
                ? RequeueStatus.Waiting
                : PutAgain(key, nowMs);
        }
    }

    /// <summary>
    /// Makes a message go out as soon as its receiver may be called: one that waits for its next attempt is due now, with
    /// its batch where it is in one; one that left the queue comes back. One that waits behind its vehicle stays there.
    /// </summary>
    public RequeueStatus Retry(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            if (TryMakeDue(key, nowMs))
            {
                StartIfReady(nowMs);
                return RequeueStatus.Queued;
            }

            if (_parked.Contains(key))
            {
                Unpark(nowMs);
                StartIfReady(nowMs);
                return RequeueStatus.Queued;
            }

            if (Holds(key))
            {
                return RequeueStatus.Waiting;
            }

            var status = PutAgain(key, nowMs);
            if (status == RequeueStatus.Queued)
            {
                Remember(key);
            }

            return status;
        }
    }

    /// <summary>All messages that are not delivered yet, packed, in ascending order.</summary>
    public long[] GetWaiting()
    {
        var image = Capture();
        try
        {
            var keys = new List<long>(image.Untried.Length + image.Retries.Length);
            keys.AddRange(image.Untried.Select(key => key.Packed));
            keys.AddRange(image.Retries.Select(retry => retry.Key.Packed));
            keys.AddRange(image.Batches.SelectMany(batch => batch.Keys).Select(key => key.Packed));
            foreach (var key in image.Fresh)
            {
                keys.Add(key.Packed);
            }

            foreach (var key in image.Parked)
            {
                keys.Add(key.Packed);
            }

            var sorted = keys.ToArray();
            Array.Sort(sorted);
            return sorted;
        }
        finally
        {
            Release(image);
        }
    }

    /// <summary>Makes a failed message due, wherever it waits, and notes that; false where it does not wait for its time.</summary>
    private bool TryMakeDue(MessageKey key, long nowMs)
    {
        if (WaitingBatches().FirstOrDefault(batch => batch.Attempts > 0 && batch.Keys.Contains(key)) is { } batch)
        {
            MakeDue(batch, nowMs);
            _outcomes.Append(OutcomeKind.Batch, WebhookId, batch, batch.DueMs, 0);
            return true;
        }

        if ((_retries.MakeDue(key, nowMs) ?? _lanes?.MakeDue(key, nowMs) ?? MakeEarlyDue(key, nowMs)) is not { } attempts)
        {
            return false;
        }

        _outcomes.Append(new OutcomeRecord(OutcomeKind.Failed, WebhookId, key, attempts, nowMs, 0), _rules.Class);
        return true;
    }

    private void MakeDue(MessageBatch batch, long nowMs)
    {
        if (batch.DueMs > nowMs)
        {
            batch.DueMs = nowMs;
            if (_batches is { } batches && batches.Remove(batch, out _, out _))
            {
                batches.Enqueue(batch, nowMs);
            }
        }
    }

    /// <summary>The same for what is on its way to its vehicle's lane.</summary>
    private int? MakeEarlyDue(MessageKey key, long nowMs)
    {
        int? attempts = null;
        RetryEntry Hasten(RetryEntry entry)
        {
            if (entry.Key != key || entry.Attempts == 0)
            {
                return entry;
            }

            attempts = entry.Attempts;
            return entry with { DueMs = Math.Min(entry.DueMs, nowMs) };
        }

        for (var left = _early?.Count ?? 0; left > 0; left--)
        {
            _early!.Enqueue(Hasten(_early.Dequeue()));
        }

        if (_takingUp is { Batch: null } takeUp)
        {
            for (var i = 0; i < takeUp.Entries.Length; i++)
            {
                takeUp.Entries[i] = Hasten(takeUp.Entries[i]);
            }
        }

        return attempts;
    }

    /// <summary>Whether the message is anywhere in the queue or on its way. Looks at all of them.</summary>
    private bool Holds(MessageKey key)
    {
        bool IsOf(QueuedMessage message) => message.Batch?.Keys.Contains(key) ?? message.Key == key;
        return _inFlight.Exists(IsOf)
            || _returned.Exists(IsOf)
            || _fresh.Contains(key)
            || _parked.Contains(key)
            || _retries.Contains(key)
            || (_lanes?.Contains(key) ?? false)
            || (_early?.Any(entry => entry.Key == key) ?? false)
            || (_takingUp is { Batch: null } takeUp && Array.Exists(takeUp.Entries, entry => entry.Key == key))
            || WaitingBatches().Any(batch => batch.Keys.Contains(key));
    }

    private RequeueStatus PutAgain(MessageKey key, long nowMs)
    {
        if (_dropped)
        {
            return RequeueStatus.Gone;
        }

        // What is sent again must not push out what waits.
        if (Depth >= _rules.MaxMessages
            || key.Size.Bytes > _rules.MaxBytes - _bytes
            || !_outcomes.Append(new OutcomeRecord(OutcomeKind.Requeued, WebhookId, key, 0, nowMs, key.Size.Code), _rules.Class))
        {
            return RequeueStatus.Busy;
        }

        AddFresh(key, nowMs);
        Entered(key);
        StartIfReady(nowMs);
        return RequeueStatus.Queued;
    }

    private void Remember(MessageKey key)
    {
        _retried ??= [];
        if (_retried.Count >= MaxRetried)
        {
            _retried.RemoveWhere(retried => !Holds(retried));
        }

        _retried.Add(key);
    }
}
