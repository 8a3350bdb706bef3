namespace Gateway.Devices;

/// <summary>
/// Lets a few log messages of a kind through in each second: what strangers send must not fill the disk with our own
/// log. The metrics count all of them.
/// </summary>
internal sealed class LogThrottle(TimeProvider time, int perSecond)
{
    private readonly Lock _lock = new();
    private long _second = long.MinValue;
    private int _count;

    /// <summary>Whether a message may be written now.</summary>
    public bool TryPass()
    {
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            if (second != _second)
            {
                _second = second;
                _count = 0;
            }

            return _count++ < perSecond;
        }
    }
}
