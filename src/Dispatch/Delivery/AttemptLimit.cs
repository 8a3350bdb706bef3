namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The time limit of one attempt at a time, used again by the next: a token that ends when the time is over, or when
/// sending is given up. Not thread-safe.
/// </summary>
internal sealed class AttemptLimit : IDisposable
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _abort;
    private CancellationToken _aborted;

    /// <summary>Begins an attempt.</summary>
    /// <param name="limit">Its time.</param>
    /// <param name="time">The clock; always the same one.</param>
    /// <param name="abort">Ends it early.</param>
    public CancellationToken Start(TimeSpan limit, TimeProvider time, CancellationToken abort)
    {
        if (_source is null || _aborted != abort)
        {
            Drop();
            _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            _aborted = abort;
            _abort = abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        }

        _source.CancelAfter(limit);
        return _source.Token;
    }

    /// <summary>The attempt is over; its token may not be used any more.</summary>
    public void End()
    {
        if (_source is { } source && !source.TryReset())
        {
            Drop();
        }
    }

    public void Dispose() => Drop();

    private void Drop()
    {
        _abort.Dispose();
        _source?.Dispose();
        _source = null;
    }
}
