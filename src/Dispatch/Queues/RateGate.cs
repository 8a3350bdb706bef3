namespace Gateway.Dispatch.Queues;

/// <summary>
/// A token bucket in two numbers (the generic cell rate algorithm): so many POSTs a second, at most a twentieth of a
/// second's worth, but at least one, at once. Times are Unix milliseconds.
/// </summary>
internal struct RateGate
{
    private readonly double _interval;
    private readonly double _burst;
    private double _nextMs;

    /// <param name="perSecond">POSTs a second; 0 for no limit.</param>
    public RateGate(double perSecond)
    {
        _interval = perSecond > 0 ? 1000 / perSecond : 0;
        _burst = Math.Max(0, 50 - _interval);
    }

    /// <summary>When the next POST may go; not after that, it may go now.</summary>
    public readonly long ReadyAtMs => _interval == 0 ? 0 : (long)Math.Ceiling(_nextMs - _burst);

    /// <summary>One goes now.</summary>
    public void Take(long nowMs)
    {
        if (_interval > 0)
        {
            // A clock that was set back must not stop the webhook.
            var from = _nextMs - nowMs > _burst + _interval ? nowMs : Math.Max(_nextMs, nowMs);
            _nextMs = from + _interval;
        }
    }
}
