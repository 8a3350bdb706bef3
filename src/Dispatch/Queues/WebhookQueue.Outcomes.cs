namespace Gateway.Dispatch.Queues;

/// <summary>What came of a message that was taken.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>The receiver has it.</summary>
    public void Delivered(in QueuedMessage message, long nowMs, long breakerUntilMs)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            _window.Answered(_inFlight.Count);
            if (!Land(message))
            {
                return;
            }

            _total += message.Count;
            _lastSuccessMs = Math.Max(_lastSuccessMs, nowMs);
            _lastError = null;
            if (message.Batch is { } batch)
            {
                foreach (var key in batch.Keys)
                {
                    Left(key);
                }

                batch.Attempts++;
                _outcomes.Append(OutcomeKind.BatchDelivered, WebhookId, batch, nowMs, _total);
            }
            else
            {
                Left(message.Key);
                _outcomes.Append(new OutcomeRecord(
                    OutcomeKind.Delivered, WebhookId, message.Key, message.Attempts + 1, nowMs, _total), _rules.Class);
            }

            Finish(message, nowMs);
        }
    }

    /// <summary>The attempt failed; it waits until it is due, all messages wait until the hold ends (0 for none).</summary>
    public void Failed(
        in QueuedMessage message, long dueMs, long holdUntilMs, string error, long breakerUntilMs, bool overloaded = false)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            if (!Land(message))
            {
                return;
            }

            if (overloaded)
            {
                _window.Overloaded(message.Ticket, _lastTicket);
            }

            // It was sent before the webhook was opened anew, to another address perhaps: its failure says nothing now.
            if (message.Ticket <= _afreshTicket)
            {
                (dueMs, holdUntilMs) = (1, 0);
            }

            _lastError = error;
            _holdUntilMs = Math.Max(_holdUntilMs, holdUntilMs);
            var attempts = message.Attempts + 1;
            if (message.Batch is { } batch)
            {
                (batch.Attempts, batch.DueMs) = (attempts, dueMs);
                _outcomes.Append(OutcomeKind.Batch, WebhookId, batch, dueMs, holdUntilMs);
                PutBack(batch);
            }
            else
            {
                _outcomes.Append(new OutcomeRecord(
                    OutcomeKind.Failed, WebhookId, message.Key, attempts, dueMs, holdUntilMs), _rules.Class);
                PutBack(message, new RetryEntry(message.Key, attempts, dueMs));
            }
        }
    }

    /// <summary>Nothing was sent: the message goes back as it was.</summary>
    public void Return(in QueuedMessage message, long breakerUntilMs)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            if (!Land(message))
            {
                return;
            }

            if (message.Batch is { } batch)
            {
                batch.DueMs = 0;
                PutBack(batch);
            }
            else
            {
                PutBack(message, new RetryEntry(message.Key, message.Attempts, 0));
            }
        }
    }

    /// <summary>Its event can't be read now. It is kept, aside, until the webhook is resumed or the gateway restarts.</summary>
    public void Park(in QueuedMessage message, string error, long nowMs)
    {
        lock (_gate)
        {
            if (!Land(message))
            {
                return;
            }

            _lastError = error;
            foreach (var key in message.Batch?.Keys ?? [message.Key])
            {
                _parked.Add(key);
            }

            Finish(message, nowMs);
        }
    }

    /// <summary>The message is older than its retention, or its event is gone: gives it up.</summary>
    public void Expire(in QueuedMessage message, long nowMs)
    {
        lock (_gate)
        {
            if (Land(message))
            {
                Left(message.Key);
                _expired++;
                List(new ExpiredDelivery(message.Key, null, nowMs));
                Finish(message, nowMs);
            }
        }
    }

    private void PutBack(in QueuedMessage message, RetryEntry entry)
    {
        if (message.Lane is { } lane && _lanes is { } lanes && lanes.PutBack(lane, entry, out var superseded))
        {
            if (superseded is { } older)
            {
                Collapse(older, entry.DueMs);
            }

            return;
        }

        if (entry.DueMs > 0)
        {
            _retries.Add(entry);
        }
        else
        {
            _returned.Add(message);
        }
    }

    private void PutBack(MessageBatch batch)
    {
        if (_rules.IsBatching)
        {
            Enqueue(batch);
            return;
        }

        for (var at = batch; at is not null; at = at.Next)
        {
            _batchedMessages -= ReferenceEquals(at, batch) ? 0 : at.Keys.Count;
            foreach (var key in at.Keys)
            {
                _retries.Add(new RetryEntry(key, batch.Attempts, batch.DueMs));
            }
        }

        foreach (var lane in batch.Lanes)
        {
            _lanes?.Release(lane);
        }
    }

    /// <summary>Lets go of what a message held that will not be sent again.</summary>
    private void Finish(in QueuedMessage message, long nowMs)
    {
        if (message.Batch is { } batch)
        {
            Finish(batch);
        }
        else if (message.Lane is { } lane)
        {
            _lanes?.Release(lane);
        }

        if (_lanes is not null || message.Batch is not null)
        {
            StartIfReady(nowMs);
        }
    }

    private bool IsInFlight(in QueuedMessage message)
    {
        foreach (var entry in _inFlight)
        {
            if (entry.Ticket == message.Ticket)
            {
                return true;
            }
        }

        return false;
    }

    private bool Land(in QueuedMessage message)
    {
        for (var i = 0; i < _inFlight.Count; i++)
        {
            if (_inFlight[i].Ticket == message.Ticket)
            {
                _inFlight[i] = _inFlight[^1];
                _inFlight.RemoveAt(_inFlight.Count - 1);
                _inFlightMessages -= message.Count;
                return true;
            }
        }

        return false;
    }
}
