using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// The messages of one webhook that are not delivered yet: fresh ones in order of arrival, retries by due time, those on
/// their way. Knows what may be sent now (window, breaker, Retry-After, paused) and asks its pump for workers. All
/// members may be called from any thread; nothing here waits or does I/O except the append of an outcome, which is a
/// copy into memory.
/// </summary>
internal sealed partial class WebhookQueue
{
    private readonly Lock _gate = new();
    private readonly OutcomeLog _outcomes;
    private readonly QueueTotals _totals;
    private readonly int _window;
    private readonly MessageFifo _fresh = new();
    private readonly RetryHeap _retries = new();
    private readonly List<QueuedMessage> _inFlight = [];
    private readonly List<QueuedMessage> _returned = [];
    private readonly MessageFifo _parked = new();
    private IQueuePump? _pump;
    private int _workers;
    private bool _open;
    private bool _dropped;
    private long _holdUntilMs;
    private long _breakerUntilMs;
    private long _total;
    private long _lastSuccessMs;
    private string? _lastError;

    public WebhookQueue(long webhookId, OutcomeLog outcomes, QueueTotals totals, int window)
    {
        WebhookId = webhookId;
        _outcomes = outcomes;
        _totals = totals;
        _window = window;
    }

    public long WebhookId { get; }

    private long Depth => _fresh.Count + _retries.Count + _inFlight.Count + _returned.Count + _parked.Count;

    /// <summary>Who sends the messages.</summary>
    public IQueuePump? Pump => _pump;

    /// <summary>Tells who sends the messages. Once, before anything else.</summary>
    public void Attach(IQueuePump pump) => _pump = pump;

    /// <summary>A new message at the end; false where the queue was dropped.</summary>
    public bool Add(MessageKey key, long nowMs)
    {
        lock (_gate)
        {
            if (_dropped)
            {
                return false;
            }

            _fresh.Add(key);
            _totals.Add(1);
            StartIfReady(nowMs);
            return true;
        }
    }

    /// <summary>
    /// Lets messages go out, or stops that. Opening makes waiting retries due at once and ends what the receiver and the
    /// breaker asked to wait, where <paramref name="afresh"/> says so.
    /// </summary>
    public void SetOpen(bool open, bool afresh, long nowMs)
    {
        lock (_gate)
        {
            _open = open;
            if (open && afresh)
            {
                _holdUntilMs = 0;
                _breakerUntilMs = 0;
                _retries.MakeDue(nowMs);
                Unpark();
            }

            StartIfReady(nowMs);
        }
    }

    /// <summary>Looks again whether something is due; the pump's timer.</summary>
    public void Wake(long nowMs)
    {
        lock (_gate)
        {
            StartIfReady(nowMs);
        }
    }

    /// <summary>The next message for a worker; false ends the worker.</summary>
    public bool TryTake(long nowMs, out QueuedMessage message)
    {
        lock (_gate)
        {
            if (!IsReady(nowMs, out var wakeMs))
            {
                _workers--;
                message = default;
                Sleep(wakeMs);
                return false;
            }

            var (key, attempts) = TakeNext(nowMs);
            message = new QueuedMessage(key, attempts, Depth);
            _inFlight.Add(message);
            StartIfReady(nowMs);
            return true;
        }
    }

    /// <summary>Takes a worker off the books that ended by itself.</summary>
    public void WorkerFailed()
    {
        lock (_gate)
        {
            _workers--;
        }
    }

    /// <summary>The receiver has it.</summary>
    public void Delivered(in QueuedMessage message, long nowMs, long breakerUntilMs)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            if (!Land(message.Key))
            {
                return;
            }

            _total++;
            _lastSuccessMs = Math.Max(_lastSuccessMs, nowMs);
            _lastError = null;
            _totals.Add(-1);
            _outcomes.Append(new OutcomeRecord(
                OutcomeKind.Delivered, WebhookId, message.Key, message.Attempts + 1, nowMs, _total));
        }
    }

    /// <summary>The attempt failed; it waits until it is due, all messages wait until the hold ends (0 for none).</summary>
    public void Failed(in QueuedMessage message, long dueMs, long holdUntilMs, string error, long breakerUntilMs)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            if (!Land(message.Key))
            {
                return;
            }

            _lastError = error;
            _holdUntilMs = Math.Max(_holdUntilMs, holdUntilMs);
            _retries.Add(new RetryEntry(message.Key, message.Attempts + 1, dueMs));
            _outcomes.Append(new OutcomeRecord(
                OutcomeKind.Failed, WebhookId, message.Key, message.Attempts + 1, dueMs, holdUntilMs));
        }
    }

    /// <summary>Nothing was sent: the message goes back as it was.</summary>
    public void Return(in QueuedMessage message, long breakerUntilMs)
    {
        lock (_gate)
        {
            _breakerUntilMs = breakerUntilMs;
            if (Land(message.Key))
            {
                _returned.Add(message);
            }
        }
    }

    /// <summary>Its event can't be read now. It is kept, aside, until the webhook is resumed or the gateway restarts.</summary>
    public void Park(in QueuedMessage message, string error)
    {
        lock (_gate)
        {
            if (Land(message.Key))
            {
                _lastError = error;
                _parked.Add(message.Key);
            }
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
            _returned.Clear();
            _parked.Clear();
            _totals.Add(-dropped);
            return dropped;
        }
    }

    public WebhookState GetState()
    {
        lock (_gate)
        {
            var failing = _breakerUntilMs != 0 || (_lastError is not null && _retries.Count + _parked.Count > 0);
            return new WebhookState(
                Depth, _total, _lastSuccessMs == 0 ? null : _lastSuccessMs, _lastError, failing, _expired);
        }
    }

    private void StartIfReady(long nowMs)
    {
        var ready = IsReady(nowMs, out var wakeMs);
        if (!ready && _workers == 0)
        {
            Sleep(wakeMs);
        }

        // A worker on its way to its message is enough for one message.
        var waiting = _fresh.Count + _returned.Count + _retries.Count;
        if (ready && _workers < _window && _workers - _inFlight.Count < waiting)
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

    private bool IsReady(long nowMs, out long wakeMs)
    {
        wakeMs = long.MaxValue;
        var fresh = _fresh.Count + _returned.Count > 0;
        if (!_open || _inFlight.Count >= _window || (!fresh && _retries.Count == 0))
        {
            return false;
        }

        // An open breaker, and the first probe after it: one message at a time.
        if (_breakerUntilMs != 0 && _inFlight.Count > 0)
        {
            return false;
        }

        var from = Math.Max(_holdUntilMs, _breakerUntilMs);
        if (!fresh)
        {
            from = Math.Max(from, _retries.FirstDueMs);
        }

        wakeMs = from > nowMs ? from : long.MaxValue;
        return from <= nowMs;
    }

    private (MessageKey Key, int Attempts) TakeNext(long nowMs)
    {
        if (_returned.Count > 0)
        {
            var back = _returned[^1];
            _returned.RemoveAt(_returned.Count - 1);
            return (back.Key, back.Attempts);
        }

        if (_retries.FirstDueMs <= nowMs)
        {
            var retry = _retries.Take();
            return (retry.Key, retry.Attempts);
        }

        _fresh.TryTake(out var key);
        return (key, 0);
    }

    private bool Land(MessageKey key)
    {
        for (var i = 0; i < _inFlight.Count; i++)
        {
            if (_inFlight[i].Key == key)
            {
                _inFlight[i] = _inFlight[^1];
                _inFlight.RemoveAt(_inFlight.Count - 1);
                return true;
            }
        }

        return false;
    }

    private void Unpark()
    {
        while (_parked.TryTake(out var key))
        {
            _fresh.Add(key);
        }
    }
}
