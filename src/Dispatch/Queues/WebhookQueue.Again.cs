namespace Gateway.Dispatch.Queues;

/// <summary>Messages that are to be sent again.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>Messages that wait for their first attempt.</summary>
    public long FreshCount
    {
        get
        {
            lock (_gate)
            {
                return _fresh.Count;
            }
        }
    }

    /// <summary>
    /// Puts a message into the queue as if never tried. On disk once the outcomes up to now are. The caller knows that
    /// it does not wait here already.
    /// </summary>
    public RequeueStatus Requeue(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            return PutAgain(key, nowMs);
        }
    }

    /// <summary>
    /// Makes a message go out as soon as its receiver may be called: one that waits for its next attempt is due now, one
    /// that left the queue comes back.
    /// </summary>
    public RequeueStatus Retry(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            if (_retries.MakeDue(key, nowMs) is { } attempts)
            {
                _outcomes.Append(new OutcomeRecord(OutcomeKind.Failed, WebhookId, key, attempts, nowMs, 0));
                StartIfReady(nowMs);
                return RequeueStatus.Queued;
            }

            if (_inFlight.Exists(message => message.Key == key)
                || _returned.Exists(message => message.Key == key)
                || Contains(_fresh.View(), key))
            {
                return RequeueStatus.Waiting;
            }

            if (Contains(_parked.View(), key))
            {
                Unpark();
                StartIfReady(nowMs);
                return RequeueStatus.Queued;
            }

            return PutAgain(key, nowMs);
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
            Release();
        }
    }

    private static bool Contains(FifoView view, MessageKey key)
    {
        foreach (var waiting in view)
        {
            if (waiting == key)
            {
                return true;
            }
        }

        return false;
    }

    private RequeueStatus PutAgain(MessageKey key, long nowMs)
    {
        if (_dropped)
        {
            return RequeueStatus.Gone;
        }

        if (!_outcomes.Append(new OutcomeRecord(OutcomeKind.Requeued, WebhookId, key, 0, nowMs, 0)))
        {
            return RequeueStatus.Busy;
        }

        _fresh.Add(key);
        _totals.Add(1);
        StartIfReady(nowMs);
        return RequeueStatus.Queued;
    }
}
