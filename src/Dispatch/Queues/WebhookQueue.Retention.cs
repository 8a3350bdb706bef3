using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>Messages that are given up: too old, or too many.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>Expired messages that stay listed.</summary>
    public const int MaxListed = 1000;

    private readonly Queue<ExpiredDelivery> _expiredList = new();
    private long _expired;
    private long _givenUp;

    /// <summary>The last messages that were given up, oldest first.</summary>
    public ExpiredDelivery[] GetExpired()
    {
        lock (_gate)
        {
            return _expiredList.ToArray();
        }
    }

    /// <summary>
    /// Gives up waiting messages whose event lies before its partition's cutoff; those on their way get their chance, and
    /// those of a formed batch are given up when its turn comes.
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
                _retries.RemoveWhere(entry => TryExpire(last, entry.Key, limits));
            }

            if (_lanes is { } lanes)
            {
                var limits = cutoffs.ToArray();
                lanes.RemoveWhere(key => TryExpire(last, key, limits));
            }

            var expired = before - Depth;
            _expired += expired;
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

            foreach (var lane in _lanes?.All ?? [])
            {
                if (lane.Head is { } head)
                {
                    visit(head.Key);
                }
            }

            foreach (var batch in WaitingBatches())
            {
                visit(batch.Keys[0]);
            }
        }
    }

    /// <summary>Listed messages whose event's id is not known yet.</summary>
    public MessageKey[] GetUnnamed()
    {
        lock (_gate)
        {
            return [.. _expiredList.Where(entry => entry.EventId is null && !entry.IsUnreadable).Select(entry => entry.Key)];
        }
    }

    /// <summary>Says which events listed messages were of; null for one that can't be read any more.</summary>
    public void Name(IReadOnlyDictionary<MessageKey, EventId?> ids)
    {
        lock (_gate)
        {
            for (var left = _expiredList.Count; left > 0; left--)
            {
                var entry = _expiredList.Dequeue();
                _expiredList.Enqueue(entry.EventId is null && ids.TryGetValue(entry.Key, out var id)
                    ? entry with { EventId = id, IsUnreadable = id is null }
                    : entry);
            }
        }
    }

    private bool TryExpire(Queue<MessageKey> last, MessageKey key, long[] cutoffs)
    {
        var old = IsOld(key, cutoffs);
        if (old)
        {
            Left(key);
            Keep(last, key);
        }

        return old;
    }

    private void ExpireHead(MessageFifo fifo, ReadOnlySpan<long> cutoffs, Queue<MessageKey> last)
    {
        // Arrival order over all partitions is nearly time order; a straggler is found when it is to be sent.
        while (fifo.TryPeek(out var key) && IsOld(key, cutoffs))
        {
            fifo.TryTake(out _);
            Left(key);
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

    /// <summary>Where more wait than the rules allow, in messages or in bytes, the oldest are given up, counted and listed.</summary>
    private void GiveUpOldest(long nowMs)
    {
        var excess = new QueueExcess(Depth - _rules.MaxMessages, _bytes - _rules.MaxBytes);
        if (!excess.IsAny)
        {
            return;
        }

        // What was tried is older than what was not. Finding the oldest of many tried ones is work, so that a few more go
        // at once then.
        var tried = _retries.Count + _returned.Count + (_lanes?.Count ?? 0) + (_early?.Count ?? 0);
        if (tried > 256)
        {
            excess.Widen(_rules.MaxMessages / 64, _rules.MaxBytes / 64);
        }

        if (tried > 0)
        {
            GiveUpTried(ref excess, nowMs);
        }

        while (excess.IsAny && TakeOldestBatch() is { } batch)
        {
            foreach (var key in batch.Keys)
            {
                excess.Less(key);
                GiveUp(key, nowMs);
            }

            Finish(batch);
        }

        while (excess.IsAny && (_parked.TryTake(out var key) || _fresh.TryTake(out key)))
        {
            excess.Less(key);
            GiveUp(key, nowMs);
        }
    }

    private void GiveUpTried(ref QueueExcess excess, long nowMs)
    {
        var oldest = new List<MessageKey>(_retries.Count);
        foreach (var retry in _retries.Entries)
        {
            oldest.Add(retry.Key);
        }

        foreach (var lane in _lanes?.All ?? [])
        {
            lane.Visit(oldest.Add);
        }

        oldest.AddRange(_early?.Select(entry => entry.Key) ?? []);
        oldest.AddRange(_returned.Select(message => message.Key));

        oldest.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        var chosen = new HashSet<MessageKey>();
        foreach (var key in oldest)
        {
            if (!excess.IsAny)
            {
                break;
            }

            excess.Less(key);
            chosen.Add(key);
        }

        _retries.RemoveWhere(entry => chosen.Contains(entry.Key));
        _returned.RemoveAll(message => chosen.Contains(message.Key));
        _lanes?.RemoveWhere(chosen.Contains);
        _early = _early is { Count: > 0 } early ? new Queue<RetryEntry>(early.Where(entry => !chosen.Contains(entry.Key))) : null;
        foreach (var key in oldest.Take(chosen.Count))
        {
            GiveUp(key, nowMs);
        }
    }

    private MessageBatch? TakeOldestBatch()
    {
        var oldest = (_batches?.UnorderedItems.Select(item => item.Element) ?? [])
            .Concat(_unclaimed ?? [])
            .MinBy(batch => batch.Keys[0].Position);
        if (oldest is null)
        {
            return null;
        }

        if (_batches is null || !_batches.Remove(oldest, out _, out _))
        {
            _unclaimed = new Queue<MessageBatch>(_unclaimed!.Where(batch => batch != oldest));
        }

        _batchedMessages -= oldest.Keys.Count;
        return oldest;
    }

    private void GiveUp(MessageKey key, long nowMs)
    {
        _givenUp++;
        Left(key);
        List(new ExpiredDelivery(key, null, nowMs));
        _outcomes.Append(new OutcomeRecord(OutcomeKind.GivenUp, WebhookId, key, 0, nowMs, _givenUp), _rules.Class);
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
