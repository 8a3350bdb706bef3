namespace Gateway.Dispatch.Queues;

/// <summary>
/// Messages sorted by vehicle, so that one vehicle's trouble holds back no other. A waiting message is eight bytes here
/// as in the queue; a vehicle with messages waiting or on their way costs about 200 bytes. Not thread-safe.
/// </summary>
internal sealed class VehicleLanes(bool newestOnly)
{
    private readonly Dictionary<long, VehicleLane> _lanes = [];
    private readonly Queue<VehicleLane> _ready = new();
    private readonly PriorityQueue<VehicleLane, long> _waiting = new();

    /// <summary>Vehicles with messages waiting or on their way.</summary>
    public int LaneCount => _lanes.Count;

    /// <summary>Messages that wait.</summary>
    public long Count { get; private set; }

    /// <summary>Vehicles of which a message may be sent.</summary>
    public int ReadyCount { get; private set; }

    /// <summary>Messages of these vehicles: what the next batch could take.</summary>
    public long ReadyMessages { get; private set; }

    /// <summary>Vehicles whose first message failed.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>When the first failed message is due, Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long FirstDueMs
    {
        get
        {
            while (_waiting.TryPeek(out var lane, out var dueMs))
            {
                if (lane.State == LaneState.Waiting && lane.Head is { } head && head.DueMs == dueMs)
                {
                    return dueMs;
                }

                _waiting.Dequeue();
            }

            return long.MaxValue;
        }
    }

    /// <summary>All vehicles.</summary>
    public IEnumerable<VehicleLane> All => _lanes.Values;

    /// <summary>Puts a message behind those of its vehicle.</summary>
    /// <returns>The message that is superseded by it, or itself; null for none.</returns>
    public MessageKey? Add(long vehicleId, RetryEntry entry, long timeMs)
    {
        var lane = GetOrMake(vehicleId);
        if (lane.Head is null && (newestOnly || lane.Holders == 0))
        {
            Place(lane, entry, timeMs);
            Count++;
            return null;
        }

        if (!newestOnly)
        {
            (lane.Rest ??= new MessageFifo()).Add(entry.Key);
            Count++;
            if (lane.State == LaneState.Ready)
            {
                ReadyMessages++;
            }

            return null;
        }

        if (lane.HeadTimeMs > timeMs)
        {
            return entry.Key;
        }

        // The newer one takes the place; where the older one waited for its next attempt, it need not.
        var superseded = lane.Head!.Value.Key;
        if (lane.State == LaneState.Waiting)
        {
            WaitingCount--;
            MakeReady(lane);
        }

        lane.Head = entry;
        lane.HeadTimeMs = timeMs;
        return superseded;
    }

    /// <summary>Lets failed messages go whose time has come.</summary>
    public void Promote(long nowMs)
    {
        while (FirstDueMs <= nowMs)
        {
            var lane = _waiting.Dequeue();
            WaitingCount--;
            MakeReady(lane);
        }
    }

    /// <summary>The first message of the vehicle that has been ready for longest; the vehicle is held then.</summary>
    public bool TryTake(out VehicleLane lane, out RetryEntry entry)
    {
        while (_ready.TryDequeue(out lane!))
        {
            if (lane is { State: LaneState.Ready, Head: { } head })
            {
                ReadyCount--;
                ReadyMessages -= lane.Count;
                entry = head;
                lane.Head = null;
                lane.TakenTimeMs = lane.HeadTimeMs;
                lane.State = LaneState.Busy;
                lane.Holders = 1;
                Count--;
                return true;
            }
        }

        entry = default;
        return false;
    }

    /// <summary>The next message of a vehicle that is held already, for the same batch.</summary>
    public bool TryTakeMore(VehicleLane lane, out MessageKey key)
    {
        if (lane.Rest is { } rest && rest.TryTake(out key))
        {
            Count--;
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>Holds a vehicle for a batch that was formed before.</summary>
    public VehicleLane Hold(long vehicleId)
    {
        var lane = GetOrMake(vehicleId);
        if (lane.Head is not null)
        {
            Unschedule(lane);
        }

        lane.State = LaneState.Busy;
        lane.Holders++;
        return lane;
    }

    /// <summary>What held a vehicle is through.</summary>
    public void Release(VehicleLane lane)
    {
        if (!IsMine(lane) || --lane.Holders > 0)
        {
            return;
        }

        if (lane.Head is not null)
        {
            // Put there while the vehicle was held.
            MakeReady(lane);
        }
        else if (lane.Rest is { } rest && rest.TryTake(out var key))
        {
            lane.Head = new RetryEntry(key, 0, 0);
            MakeReady(lane);
        }
        else
        {
            _lanes.Remove(lane.VehicleId);
        }
    }

    /// <summary>
    /// A message comes back: due at once with due time 0, else at its time. False where the vehicle is not sorted here any
    /// more. Where another one came meanwhile, the older of the two is superseded.
    /// </summary>
    public bool PutBack(VehicleLane lane, RetryEntry entry, out MessageKey? superseded)
    {
        superseded = null;
        if (!IsMine(lane))
        {
            return false;
        }

        if (lane.Head is { } head)
        {
            if (lane.HeadTimeMs >= lane.TakenTimeMs)
            {
                superseded = entry.Key;
                Release(lane);
                return true;
            }

            // A late one, older than the one that comes back.
            superseded = head.Key;
            Count--;
        }

        lane.Holders--;
        Place(lane, entry, lane.TakenTimeMs);
        Count++;
        return true;
    }

    /// <summary>Makes all failed messages due.</summary>
    public void MakeDue(long nowMs)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane is { State: LaneState.Waiting, Head: { } head } && head.DueMs > nowMs)
            {
                lane.Head = head with { DueMs = nowMs };
                _waiting.Enqueue(lane, nowMs);
            }
        }
    }

    /// <summary>
    /// Makes a failed message that is the first of its vehicle due at that time, unless it is due before; its attempts, or
    /// null where it is none of those.
    /// </summary>
    public int? MakeDue(MessageKey key, long dueMs)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane is { State: LaneState.Waiting, Head: { } head } && head.Key == key)
            {
                if (head.DueMs > dueMs)
                {
                    lane.Head = head with { DueMs = dueMs };
                    _waiting.Enqueue(lane, dueMs);
                }

                return head.Attempts;
            }
        }

        return null;
    }

    /// <summary>Whether a message waits here.</summary>
    public bool Contains(MessageKey key)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.Head?.Key == key || (lane.Rest is { } rest && rest.Contains(key)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes waiting messages out; returns how many.</summary>
    public long RemoveWhere(Predicate<MessageKey> told)
    {
        var before = Count;
        foreach (var lane in _lanes.Values.ToArray())
        {
            if (lane.Rest is { } rest)
            {
                var removed = rest.RemoveWhere(told);
                Count -= removed;
                if (lane.State == LaneState.Ready)
                {
                    ReadyMessages -= removed;
                }
            }

            if (lane.Head is { } head && told(head.Key))
            {
                Unschedule(lane);
                lane.Head = null;
                Count--;
                if (lane.State != LaneState.Busy)
                {
                    lane.Holders = 1;
                    Release(lane);
                }
            }
        }

        return before - Count;
    }

    private bool IsMine(VehicleLane lane) =>
        _lanes.TryGetValue(lane.VehicleId, out var mine) && ReferenceEquals(mine, lane);

    private VehicleLane GetOrMake(long vehicleId)
    {
        if (!_lanes.TryGetValue(vehicleId, out var lane))
        {
            _lanes[vehicleId] = lane = new VehicleLane(vehicleId);
        }

        return lane;
    }

    private void Place(VehicleLane lane, RetryEntry entry, long timeMs)
    {
        lane.Head = entry;
        lane.HeadTimeMs = timeMs;
        if (lane.Holders > 0)
        {
            lane.State = LaneState.Busy;
        }
        else if (entry.DueMs > 0)
        {
            lane.State = LaneState.Waiting;
            WaitingCount++;
            _waiting.Enqueue(lane, entry.DueMs);
        }
        else
        {
            MakeReady(lane);
        }
    }

    private void MakeReady(VehicleLane lane)
    {
        lane.State = LaneState.Ready;
        ReadyCount++;
        ReadyMessages += lane.Count;
        _ready.Enqueue(lane);
    }

    private void Unschedule(VehicleLane lane)
    {
        // Its entries in the two orders are passed over when their turn comes.
        if (lane.State == LaneState.Ready)
        {
            ReadyCount--;
            ReadyMessages -= lane.Count;
        }
        else if (lane.State == LaneState.Waiting)
        {
            WaitingCount--;
        }
    }
}
