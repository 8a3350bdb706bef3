using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// The messages of one webhook that are not delivered yet: fresh ones in order of arrival, retries by due time, those on
/// their way; where the webhook's rules ask for it, formed batches, and messages sorted by vehicle. Knows what may be
/// sent now (window, rate, breaker, Retry-After, paused) and asks its pump for workers. All members may be called from
/// any thread; nothing here waits or does I/O except the append of an outcome, which is a copy into memory.
/// </summary>
internal sealed partial class WebhookQueue
{
    private readonly Lock _gate = new();
    private readonly OutcomeLog _outcomes;
    private readonly QueueTotals _totals;
    private readonly RetryHeap _retries = new();
    private readonly List<QueuedMessage> _inFlight = [];
    private readonly List<QueuedMessage> _returned = [];
    private readonly MessageFifo _parked = new();
    private MessageFifo _fresh = new();
    private QueueRules _rules;
    private AdaptiveWindow _window;
    private RateGate _rate;
    private IQueuePump? _pump;
    private int _workers;
    private long _lastTicket;
    private long _afreshTicket;
    private long _inFlightMessages;
    private long _bytes;
    private bool _open;
    private bool _dropped;
    private long _holdUntilMs;
    private long _breakerUntilMs;
    private long _total;
    private long _lastSuccessMs;
    private string? _lastError;

    public WebhookQueue(long webhookId, OutcomeLog outcomes, QueueTotals totals, QueueRules rules)
    {
        WebhookId = webhookId;
        _outcomes = outcomes;
        _totals = totals;
        _rules = rules;
        _window = new AdaptiveWindow(rules.FirstWindow, rules.MaxWindow);
        _rate = new RateGate(rules.RatePerSecond);
        _lanes = MakeLanes(rules);
    }

    public long WebhookId { get; }

    private long Depth => _fresh.Count + _retries.Count + _inFlightMessages + _returned.Count + _parked.Count
        + _batchedMessages + LanedMessages;

    /// <summary>Who sends the messages.</summary>
    public IQueuePump? Pump => _pump;

    /// <summary>The rules as they are now.</summary>
    public QueueRules Rules => Volatile.Read(ref _rules);

    /// <summary>POSTs that may be on their way now.</summary>
    public int WindowSize
    {
        get
        {
            lock (_gate)
            {
                return _window.Size;
            }
        }
    }

    /// <summary>Tells who sends the messages. Once, before anything else.</summary>
    public void Attach(IQueuePump pump) => _pump = pump;

    /// <summary>Changes the rules. What waits is sorted anew where it has to be.</summary>
    public void Configure(QueueRules rules, long nowMs)
    {
        lock (_gate)
        {
            if (rules == _rules)
            {
                return;
            }

            if (rules.RatePerSecond != _rules.RatePerSecond)
            {
                _rate = new RateGate(rules.RatePerSecond);
            }

            var regroup = rules.Lanes != _rules.Lanes || rules.IsBatching != _rules.IsBatching;
            Volatile.Write(ref _rules, rules);
            _window.Limit(rules.MaxWindow);
            if (regroup)
            {
                Regroup();
            }

            GiveUpOldest(nowMs);
            StartIfReady(nowMs);
        }
    }

    /// <summary>A new message at the end; false where the queue was dropped.</summary>
    public bool Add(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            if (_dropped)
            {
                return false;
            }

            AddFresh(key, nowMs);
            Entered(key);
            GiveUpOldest(nowMs);
            StartIfReady(nowMs);
            return true;
        }
    }

    /// <summary>
    /// Lets messages go out, or stops that. Opening makes waiting retries due at once and ends what the receiver and the
    /// breaker asked to wait, where <paramref name="afresh"/> says so; what is on its way then and fails is due at once too.
    /// </summary>
    public void SetOpen(bool open, bool afresh, long nowMs)
    {
        lock (_gate)
        {
            _open = open;
            if (open && afresh)
            {
                _afreshTicket = _lastTicket;
                _holdUntilMs = 0;
                _breakerUntilMs = 0;
                _retries.MakeDue(nowMs);
                _lanes?.MakeDue(nowMs);
                MakeBatchesDue(nowMs);
                Unpark(nowMs);
            }

            StartIfReady(nowMs);
        }
    }

    /// <summary>Looks again whether something is due; the pump's clock.</summary>
    public void Wake(long nowMs)
    {
        lock (_gate)
        {
            StartIfReady(nowMs);
        }
    }

    /// <summary>The webhook is gone: forgets all; returns how many messages that were.</summary>
    public long Drop()
    {
        lock (_gate)
        {
            var dropped = Depth;
            _dropped = true;
            _open = false;
            _fresh.Clear();
            _retries.Clear();
            _inFlight.Clear();
            _inFlightMessages = 0;
            _returned.Clear();
            _parked.Clear();
            ClearBatches();
            ClearLanes();
            _totals.Add(-dropped, -_bytes);
            _bytes = 0;
            return dropped;
        }
    }

    /// <summary>How it stands, for the metrics.</summary>
    public QueueReading Read(long nowMs)
    {
        lock (_gate)
        {
            var breaker = _breakerUntilMs == 0 ? BreakerState.Closed
                : _breakerUntilMs > nowMs ? BreakerState.Open
                : BreakerState.HalfOpen;
            return new QueueReading(Depth, _bytes, _window.Size, _inFlight.Count, breaker);
        }
    }

    public WebhookState GetState()
    {
        lock (_gate)
        {
            var trouble = _retries.Count + _parked.Count + _batchedMessages + (_early?.Count ?? 0) + (_lanes?.WaitingCount ?? 0);
            var failing = _breakerUntilMs != 0 || (_lastError is not null && trouble > 0);
            return new WebhookState(
                Depth,
                _total,
                _lastSuccessMs == 0 ? null : _lastSuccessMs,
                _lastError,
                failing,
                _expired + _givenUp,
                _collapsed,
                _bytes);
        }
    }

    private static VehicleLanes? MakeLanes(QueueRules rules) =>
        rules.Lanes == LaneMode.None ? null : new VehicleLanes(rules.Lanes == LaneMode.Newest);

    private void Entered(MessageKey key)
    {
        var bytes = key.Size.Bytes;
        _bytes += bytes;
        _totals.Add(1, bytes);
    }

    private void Left(MessageKey key)
    {
        var bytes = key.Size.Bytes;
        _bytes -= bytes;
        _totals.Add(-1, -bytes);
    }

    private void AddFresh(MessageKey key, long nowMs)
    {
        // Full batches are taken off the front, so the last, unfilled one begins at a multiple of the size.
        if (_rules.IsBatching && _fresh.Count % _rules.BatchSize == 0)
        {
            _gatheringSinceMs = nowMs;
        }

        _fresh.Add(key);
    }

    private void StartIfReady(long nowMs)
    {
        if (Next(nowMs, out var wakeMs) == QueueStep.Nothing)
        {
            Sleep(wakeMs);
            return;
        }

        // A worker on its way to its message is enough for one message; where all receivers together keep the gateway
        // busy, one worker has to do for each.
        long waiting = _lanes is { } lanes
            ? lanes.ReadyCount + (WantsTakeUp() ? 1 : 0)
            : _fresh.Count + _returned.Count + _retries.Count;
        if (_rules.IsBatching)
        {
            waiting = ((waiting + _rules.BatchSize - 1) / _rules.BatchSize) + (_batches?.Count ?? 0);
        }

        var onTheirWay = _workers - _inFlight.Count - (_takingUp is null ? 0 : 1);
        if (_workers < _window.Size + (_takingUp is null ? 0 : 1)
            && onTheirWay < waiting
            && (_workers == 0 || !_pump!.IsCrowded))
        {
            _workers++;
            _pump!.StartWorker();
        }
    }

    private void Sleep(long wakeMs)
    {
        if (wakeMs != long.MaxValue)
        {
            _pump!.WakeAt(wakeMs);
        }
    }

    private void Unpark(long nowMs)
    {
        while (_parked.TryTake(out var key))
        {
            AddFresh(key, nowMs);
        }
    }
}
