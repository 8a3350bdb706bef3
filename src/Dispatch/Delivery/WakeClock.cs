namespace Gateway.Dispatch.Delivery;

/// <summary>
/// One timer for all webhooks: wakes each pump at the time it asked for. A waiting webhook costs an entry in a heap,
/// an idle one nothing.
/// </summary>
internal sealed class WakeClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<WebhookPump, long> _waiting = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _firstMs = long.MaxValue;
    private bool _disposed;

    public WakeClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static state => ((WakeClock)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the pump at that time (Unix milliseconds); a later one that it asked for before still holds.</summary>
    public void Add(WebhookPump pump, long timeMs)
    {
        lock (_gate)
        {
            _waiting.Enqueue(pump, timeMs);
            if (timeMs < _firstMs)
            {
                Set(timeMs);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _waiting.Clear();
        }

        _timer.Dispose();
    }

    private void OnTimer()
    {
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        while (TryTake(nowMs, out var pump))
        {
            pump.OnWake(nowMs);
        }
    }

    private bool TryTake(long nowMs, out WebhookPump pump)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out pump!, out var timeMs) && timeMs <= nowMs)
            {
                _waiting.Dequeue();
                return true;
            }

            Set(_waiting.Count > 0 ? timeMs : long.MaxValue);
            return false;
        }
    }

    private void Set(long timeMs)
    {
        _firstMs = timeMs;
        if (_disposed || timeMs == long.MaxValue)
        {
            return;
        }

        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(timeMs - nowMs, 1, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }
}
