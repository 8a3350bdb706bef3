namespace Gateway.Dispatch.Delivery;

/// <summary>
/// How long to wait after a failed attempt. Jitter only lengthens a wait; what a receiver asks for with Retry-After is
/// never undercut, up to a cap.
/// </summary>
public sealed class RetrySchedule
{
    /// <summary>The Standard Webhooks 1.0 recommendation: ten attempts over 75 hours; then one a day.</summary>
    public static IReadOnlyList<TimeSpan> DefaultIntervals { get; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private readonly TimeSpan[] _intervals;
    private readonly double _jitter;
    private readonly TimeSpan _maxRetryAfter;

    /// <param name="intervals">Waits after the first, second … failure; the last one repeats.</param>
    /// <param name="jitter">Most that a wait is lengthened by, as a fraction of it.</param>
    /// <param name="maxRetryAfter">Longest Retry-After that is obeyed.</param>
    public RetrySchedule(IEnumerable<TimeSpan> intervals, double jitter, TimeSpan maxRetryAfter)
    {
        _intervals = [.. intervals];
        ArgumentOutOfRangeException.ThrowIfZero(_intervals.Length, nameof(intervals));
        _jitter = jitter;
        _maxRetryAfter = maxRetryAfter;
    }

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="attempts">Attempts that failed so far, at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for, or null.</param>
    /// <param name="random">A number in [0, 1).</param>
    public TimeSpan DelayAfter(int attempts, TimeSpan? retryAfter, double random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(attempts);
        var interval = _intervals[Math.Min(attempts, _intervals.Length) - 1];
        var asked = Cap(retryAfter ?? TimeSpan.Zero);
        var wait = asked > interval ? asked : interval;
        return wait + (wait * (_jitter * random));
    }

    /// <summary>A Retry-After within bounds: not negative, not above the cap.</summary>
    public TimeSpan Cap(TimeSpan retryAfter) =>
        retryAfter < TimeSpan.Zero ? TimeSpan.Zero : retryAfter > _maxRetryAfter ? _maxRetryAfter : retryAfter;
}
