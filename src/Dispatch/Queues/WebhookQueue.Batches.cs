namespace Gateway.Dispatch.Queues;

/// <summary>Messages that go in one POST.</summary>
internal sealed partial class WebhookQueue
{
    private PriorityQueue<MessageBatch, long>? _batches;
    private long _batchedMessages;

    // When the oldest message of the batch that is not full yet began to wait.
    private long _gatheringSinceMs;

    /// <summary>
    /// The body would be too long: keeps the first messages of a batch in hand; the others follow as a batch of their own
    /// once these are through.
    /// </summary>
    public void Split(in QueuedMessage message, int keep)
    {
        lock (_gate)
        {
            var batch = message.Batch!;
            if (!IsInFlight(message) || keep >= batch.Keys.Count)
            {
                return;
            }

            var moved = batch.Keys[keep..];
            batch.Keys.RemoveRange(keep, moved.Count);
            batch.Next = new MessageBatch(moved, batch.Attempts, 0) { Next = batch.Next };
            _inFlightMessages -= moved.Count;
            _batchedMessages += moved.Count;
            _outcomes.Append(OutcomeKind.Batch, WebhookId, batch, 0, 0);
            _outcomes.Append(OutcomeKind.Batch, WebhookId, batch.Next, 0, 0);
        }
    }

    /// <summary>The event of a message in a batch in hand is gone: gives the message up; false where it was the last.</summary>
    public bool ExpireMember(in QueuedMessage message, MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            if (!IsInFlight(message))
            {
                return false;
            }

            var batch = message.Batch!;
            batch.Keys.Remove(key);
            _inFlightMessages--;
            Left(key);
            _expired++;
            List(new ExpiredDelivery(key, null, nowMs));
            if (batch.Keys.Count > 0)
            {
                return true;
            }

            Land(message);
            Finish(message, nowMs);
            return false;
        }
    }

    private MessageBatch FormBatch(long nowMs)
    {
        var size = _rules.BatchSize;
        var keys = new List<MessageKey>((int)Math.Min(size, Depth));
        var batch = new MessageBatch(keys, 0, 0);
        if (_lanes is { } lanes)
        {
            batch.IsClaimed = true;
            while (keys.Count < size && lanes.TryTake(out var lane, out var entry))
            {
                keys.Add(entry.Key);
                batch.Attempts = Math.Max(batch.Attempts, entry.Attempts);
                batch.Lanes.Add(lane);
                while (keys.Count < size && lanes.TryTakeMore(lane, out var more))
                {
                    keys.Add(more);
                }
            }

            _gatheringSinceMs = nowMs;
        }
        else
        {
            // Failed ones by themselves are there only after the webhook was switched to batches.
            while (keys.Count < size && _retries.FirstDueMs <= nowMs)
            {
                var retry = _retries.Take();
                keys.Add(retry.Key);
                batch.Attempts = Math.Max(batch.Attempts, retry.Attempts);
            }

            while (keys.Count < size && _returned.Count > 0)
            {
                keys.Add(_returned[^1].Key);
                _returned.RemoveAt(_returned.Count - 1);
            }

            while (keys.Count < size && _fresh.TryTake(out var key))
            {
                keys.Add(key);
            }
        }

        _outcomes.Append(OutcomeKind.Batch, WebhookId, batch, 0, 0);
        return batch;
    }

    private void Enqueue(MessageBatch batch)
    {
        _batchedMessages += batch.Keys.Count;
        Wait(batch);
    }

    private void Wait(MessageBatch batch)
    {
        if (_lanes is not null && !batch.IsClaimed)
        {
            (_unclaimed ??= new Queue<MessageBatch>()).Enqueue(batch);
        }
        else
        {
            (_batches ??= new PriorityQueue<MessageBatch, long>()).Enqueue(batch, batch.DueMs);
        }
    }

    /// <summary>Hands what a batch holds on to the one that follows it, or lets it go.</summary>
    private void Finish(MessageBatch batch)
    {
        if (batch.Next is { } next)
        {
            next.Lanes.AddRange(batch.Lanes);
            next.IsClaimed = batch.IsClaimed;
            Wait(next);
        }
        else
        {
            foreach (var lane in batch.Lanes)
            {
                _lanes?.Release(lane);
            }
        }
    }

    /// <summary>All batches that wait; those that follow one on its way among them.</summary>
    private IEnumerable<MessageBatch> WaitingBatches()
    {
        var first = (_batches?.UnorderedItems.Select(item => item.Element) ?? [])
            .Concat(_unclaimed ?? [])
            .Concat(_takingUp?.Batch is { } taking ? [taking] : []);
        foreach (var batch in first)
        {
            for (var at = batch; at is not null; at = at.Next)
            {
                yield return at;
            }
        }

        foreach (var message in _inFlight)
        {
            for (var at = message.Batch?.Next; at is not null; at = at.Next)
            {
                yield return at;
            }
        }
    }

    private void MakeBatchesDue(long nowMs)
    {
        foreach (var batch in WaitingBatches())
        {
            batch.DueMs = Math.Min(batch.DueMs, nowMs);
        }

        if (_batches is { Count: > 0 } batches)
        {
            _batches = new PriorityQueue<MessageBatch, long>(
                batches.UnorderedItems.Select(item => (item.Element, item.Element.DueMs)));
        }
    }

    private void ClearBatches()
    {
        _batches = null;
        _batchedMessages = 0;
    }
}
