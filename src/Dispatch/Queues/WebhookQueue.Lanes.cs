using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>Messages sorted by vehicle.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>
    /// Vehicles that may have messages waiting or on their way at once. Beyond it nothing more is taken up, so that all
    /// vehicles wait until one of these is through: the one way in which vehicles hold each other back.
    /// </summary>
    public const int MaxLanes = 16_384;

    /// <summary>Vehicles that are ready to be sent before more are looked for.</summary>
    private const int TakeUpAhead = 64;

    private VehicleLanes? _lanes;
    private Queue<RetryEntry>? _early;
    private Queue<MessageBatch>? _unclaimed;
    private TakeUp? _takingUp;
    private long _collapsed;

    private long LanedMessages => (_lanes?.Count ?? 0) + (_early?.Count ?? 0)
        + (_takingUp is { Batch: null } takeUp ? takeUp.Entries.Length : 0);

    /// <summary>A worker has found out the vehicles.</summary>
    public void TakenUp(TakeUp takeUp, long nowMs)
    {
        lock (_gate)
        {
            // Regrouped or dropped meanwhile: the messages are elsewhere.
            if (!ReferenceEquals(_takingUp, takeUp))
            {
                return;
            }

            _takingUp = null;
            if (_lanes!.ReadyCount == 0)
            {
                _gatheringSinceMs = nowMs;
            }

            if (takeUp.Batch is { } batch)
            {
                Claim(batch, takeUp);
            }
            else
            {
                for (var i = 0; i < takeUp.Entries.Length; i++)
                {
                    Sort(takeUp.Entries[i], takeUp.Found[i], nowMs);
                }
            }

            StartIfReady(nowMs);
        }
    }

    private bool WantsTakeUp()
    {
        if (_lanes is not { } lanes || _takingUp is not null)
        {
            return false;
        }

        // What was tried before a restart holds its vehicle before anything new of it may go.
        if (_unclaimed is { Count: > 0 } || _early is { Count: > 0 } || _retries.Count + _returned.Count > 0)
        {
            return true;
        }

        return _fresh.Count > 0
            && lanes.LaneCount < MaxLanes
            && (_rules.Lanes == LaneMode.Newest || lanes.ReadyCount < Math.Max(TakeUpAhead, _rules.BatchSize));
    }

    private TakeUp MakeTakeUp()
    {
        if (_unclaimed is not null && _unclaimed.TryDequeue(out var batch))
        {
            return new TakeUp([.. batch.Keys.Select(key => new RetryEntry(key, batch.Attempts, batch.DueMs))], batch);
        }

        if (_retries.Count + _returned.Count > 0)
        {
            _early ??= new Queue<RetryEntry>();
            var tried = _returned.Select(message => new RetryEntry(message.Key, message.Attempts, 0))
                .Concat(_retries.Entries.ToArray());
            foreach (var entry in tried.OrderBy(entry => entry.Key.Packed))
            {
                _early.Enqueue(entry);
            }

            _retries.Clear();
            _returned.Clear();
        }

        var entries = new List<RetryEntry>();
        while (entries.Count < TakeUp.MaxEntries && _early is not null && _early.TryDequeue(out var early))
        {
            entries.Add(early);
        }

        if (entries.Count == 0)
        {
            while (entries.Count < TakeUp.MaxEntries && _fresh.TryTake(out var key))
            {
                entries.Add(new RetryEntry(key, 0, 0));
            }
        }

        return new TakeUp([.. entries], null);
    }

    private void Claim(MessageBatch batch, TakeUp takeUp)
    {
        foreach (var vehicle in takeUp.Found
            .Where(found => found.Status == JournalReadStatus.Record).Select(found => found.VehicleId).Distinct())
        {
            batch.Lanes.Add(_lanes!.Hold(vehicle));
        }

        batch.IsClaimed = true;
        Wait(JoinParts(batch));
    }

    /// <summary>
    /// The parts of a batch that was split before a restart share a vehicle. One of them could overtake the other, so they
    /// become one batch again, which is split again where it must be.
    /// </summary>
    private MessageBatch JoinParts(MessageBatch batch)
    {
        var parts = _batches?.UnorderedItems.Select(item => item.Element)
            .Where(other => other.Lanes.Exists(batch.Lanes.Contains)).ToArray();
        if (parts is not { Length: > 0 })
        {
            return batch;
        }

        foreach (var part in parts)
        {
            _batches!.Remove(part, out _, out _);
            for (var at = part; at is not null; at = at.Next)
            {
                batch.Keys.AddRange(at.Keys);
            }

            // Each of them held the vehicles, so each lets go of them.
            batch.Lanes.AddRange(part.Lanes);
            batch.Attempts = Math.Max(batch.Attempts, part.Attempts);
            batch.DueMs = Math.Max(batch.DueMs, part.DueMs);
        }

        // A vehicle's events are in one partition.
        batch.Keys.Sort(static (left, right) => left.Packed.CompareTo(right.Packed));
        return batch;
    }

    private void Sort(RetryEntry entry, in TakenMessage found, long nowMs)
    {
        switch (found.Status)
        {
            case JournalReadStatus.Record:
                if (_lanes!.Add(found.VehicleId, entry, found.EventTimeMs) is { } superseded)
                {
                    Collapse(superseded, nowMs);
                }

                break;
            case JournalReadStatus.Truncated:
                _expired++;
                Left(entry.Key);
                List(new ExpiredDelivery(entry.Key, null, nowMs));
                break;
            default:
                _lastError = $"The event at {entry.Key} can't be read ({found.Status}).";
                _parked.Add(entry.Key);
                break;
        }
    }

    private void Collapse(MessageKey key, long nowMs)
    {
        _collapsed++;
        Left(key);
        _outcomes.Append(new OutcomeRecord(OutcomeKind.Collapsed, WebhookId, key, 0, nowMs, _collapsed), _rules.Class);
    }

    /// <summary>Brings everything that waits into the plain form, then begins anew as the rules are now.</summary>
    private void Regroup()
    {
        var untried = new List<MessageKey>();
        foreach (var entry in _takingUp is { Batch: null } takeUp ? takeUp.Entries : [])
        {
            PutPlain(entry, untried);
        }

        foreach (var entry in _early ?? [])
        {
            PutPlain(entry, untried);
        }

        foreach (var lane in _lanes?.All ?? [])
        {
            if (lane.Head is { } head)
            {
                PutPlain(head, untried);
            }

            while (lane.Rest is { } rest && rest.TryTake(out var key))
            {
                untried.Add(key);
            }
        }

        var batches = WaitingBatches().ToList();
        ClearBatches();
        ClearLanes();
        _lanes = MakeLanes(_rules);
        foreach (var message in _inFlight.Where(message => message.Batch is not null))
        {
            message.Batch!.Next = null;
        }

        foreach (var batch in batches)
        {
            (batch.Next, batch.IsClaimed) = (null, false);
            batch.Lanes.Clear();
            if (_rules.IsBatching)
            {
                Enqueue(batch);
                continue;
            }

            foreach (var key in batch.Keys)
            {
                PutPlain(new RetryEntry(key, batch.Attempts, batch.DueMs), untried);
            }
        }

        PutBefore(untried);
    }

    private void PutPlain(RetryEntry entry, List<MessageKey> untried)
    {
        if (entry.Attempts > 0)
        {
            _retries.Add(entry);
        }
        else
        {
            untried.Add(entry.Key);
        }
    }

    private void PutBefore(List<MessageKey> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        // A snapshot may be reading the old one: it stays as it is.
        var later = _fresh.View();
        _fresh = new MessageFifo();
        foreach (var key in keys)
        {
            _fresh.Add(key);
        }

        foreach (var key in later)
        {
            _fresh.Add(key);
        }
    }

    private void ClearLanes()
    {
        _lanes = null;
        _early = null;
        _unclaimed = null;
        _takingUp = null;
    }
}
