namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The time limit of one attempt at a time, used again by the next: a token that ends when the time is over, or when
/// sending is given up. An attempt writes down when it has to end; the timer that an earlier one has set looks there when it
/// fires, so that hardly any attempt sets one. One attempt's <see cref="Start"/> and <see cref="End"/> at a time.
/// </summary>
internal sealed class AttemptLimit : IDisposable
{
    private readonly Lock _gate = new();
    private TimeProvider _time = TimeProvider.System;
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _abort;
    private CancellationToken _aborted;
    private ITimer? _timer;
    private long _started;
    private bool _isRunning;
    private bool _isOver;

    // When the timer fires, counted from its setting; null where it is not set.
    private long _timerSet;
    private TimeSpan? _timerDue;

    /// <summary>The time of the attempt that began last.</summary>
    public TimeSpan Length { get; private set; }

    /// <summary>Whether sending is given up.</summary>
    public bool IsAborted => _aborted.IsCancellationRequested;

    /// <summary>Begins an attempt.</summary>
    /// <param name="limit">Its time.</param>
    /// <param name="time">The clock; always the same one.</param>
    /// <param name="abort">Ends it early.</param>
    public CancellationToken Start(TimeSpan limit, TimeProvider time, CancellationToken abort)
    {
        if (_source is null || _aborted != abort)
        {
            Drop();
            _source = new CancellationTokenSource();
            _aborted = abort;
            _abort = abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        }

        lock (_gate)
        {
            _time = time;
            _timer ??= time.CreateTimer(
                static limit => ((AttemptLimit)limit!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _started = time.GetTimestamp();
            Length = limit;
            _isRunning = true;
            if (_timerDue is not { } due || due - time.GetElapsedTime(_timerSet, _started) > limit)
            {
                SetTimer(limit);
            }
        }

        return _source.Token;
    }

    /// <summary>The attempt is over; its token may not be used any more.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan End()
    {
        lock (_gate)
        {
            _isRunning = false;
        }

        if (_isOver || _source is { IsCancellationRequested: true })
        {
            Drop();
        }

        return _time.GetElapsedTime(_started);
    }

    public void Dispose()
    {
        Drop();
        _timer?.Dispose();
        _timer = null;
    }

    private void OnTimer()
    {
        CancellationTokenSource source;
        lock (_gate)
        {
            _timerDue = null;
            if (!_isRunning || _source is null)
            {
                return;
            }

            var left = Length - _time.GetElapsedTime(_started);
            if (left > TimeSpan.Zero)
            {
                // A timer counts whole milliseconds.
                SetTimer(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
                return;
            }

            _isOver = true;
            source = _source;
        }

        source.Cancel();
    }

    private void SetTimer(TimeSpan due)
    {
        _timerSet = _time.GetTimestamp();
        _timerDue = due;
        _timer!.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Drop()
    {
        _abort.Dispose();
        lock (_gate)
        {
            // Not disposed: the timer's thread may be about to cancel it.
            _source = null;
            _isOver = false;
        }
    }
}
