namespace Gateway.Dispatch.Queues;

/// <summary>Messages that outlive their event.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>Expired messages that stay listed.</summary>
    public const int MaxListed = 1000;

    private readonly Queue<ExpiredDelivery> _expiredList = new();
    private long _expired;

    /// <summary>The last messages that were given up, oldest first.</summary>
    public ExpiredDelivery[] GetExpired()
    {
        lock (_gate)
        {
            return _expiredList.ToArray();
        }
    }

    /// <summary>The event of a message on its way is gone: gives the message up.</summary>
    public void Expire(in QueuedMessage message, long nowMs)
    {
        lock (_gate)
        {
            if (Land(message.Key))
            {
                _totals.Add(-1);
                _expired++;
                List(new ExpiredDelivery(message.Key, null, nowMs));
            }
        }
    }

    /// <summary>
    /// Gives up waiting messages whose event lies before its partition's cutoff; those on their way get their chance.
    /// </summary>
    /// <param name="cutoffs">By partition: the first position that stays.</param>
    /// <param name="last">Gets the keys of the last ones, at most <see cref="MaxListed"/>, oldest first.</param>
    /// <returns>How many.</returns>
    public long ExpireBefore(ReadOnlySpan<long> cutoffs, Queue<MessageKey> last)
    {
        lock (_gate)
        {
            var before = Depth;
            ExpireHead(_fresh, cutoffs, last);
            ExpireHead(_parked, cutoffs, last);
            if (HasOld(_retries.Entries, cutoffs))
            {
                var limits = cutoffs.ToArray();
                _retries.RemoveWhere(entry =>
                {
                    var old = IsOld(entry.Key, limits);
                    if (old)
                    {
                        Keep(last, entry.Key);
                    }

                    return old;
                });
            }

            var expired = before - Depth;
            _expired += expired;
            _totals.Add(-expired);
            return expired;
        }
    }

    /// <summary>Lists messages that <see cref="ExpireBefore"/> gave up.</summary>
    public void ListExpired(IEnumerable<ExpiredDelivery> expired)
    {
        lock (_gate)
        {
            foreach (var entry in expired)
            {
                List(entry);
            }
        }
    }

    /// <summary>The oldest waiting message of each kind, for the age of the queue.</summary>
    public void VisitOldest(Action<MessageKey> visit)
    {
        lock (_gate)
        {
            if (_fresh.TryPeek(out var fresh))
            {
                visit(fresh);
            }

            foreach (var retry in _retries.Entries)
            {
                visit(retry.Key);
            }
        }
    }

    private static void ExpireHead(MessageFifo fifo, ReadOnlySpan<long> cutoffs, Queue<MessageKey> last)
    {
        // Arrival order over all partitions is nearly time order; a straggler is found when it is to be sent.
        while (fifo.TryPeek(out var key) && IsOld(key, cutoffs))
        {
            fifo.TryTake(out _);
            Keep(last, key);
        }
    }

    private static bool HasOld(ReadOnlySpan<RetryEntry> entries, ReadOnlySpan<long> cutoffs)
    {
        foreach (var entry in entries)
        {
            if (IsOld(entry.Key, cutoffs))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOld(MessageKey key, ReadOnlySpan<long> cutoffs) => key.Position < cutoffs[key.Partition];

    private static void Keep(Queue<MessageKey> last, MessageKey key)
    {
        if (last.Count == MaxListed)
        {
            last.Dequeue();
        }

        last.Enqueue(key);
    }

    private void List(ExpiredDelivery entry)
    {
        if (_expiredList.Count == MaxListed)
        {
            _expiredList.Dequeue();
        }

        _expiredList.Enqueue(entry);
    }
}
