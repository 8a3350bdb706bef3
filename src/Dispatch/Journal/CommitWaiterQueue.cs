namespace Gateway.Dispatch.Journal;

/// <summary>Everybody who waits for a partition's commits.</summary>
internal sealed class CommitWaiterQueue
{
    private const int MaxFree = 65_536;
    private readonly Lock _gate = new();
    private readonly Stack<CommitWaiter> _free = new();
    private CommitWaiter[] _waiting = new CommitWaiter[64];
    private int _count;
    private int _urgent;
    private long _committed;
    private CommitOutcome? _ended;

    /// <summary>True while somebody other than a reader waits.</summary>
    public bool HasUrgent => Volatile.Read(ref _urgent) > 0;

    /// <summary>Completes at once when the position is committed already, or the queue has ended.</summary>
    public ValueTask<CommitOutcome> WaitAsync(long position, bool urgent, CancellationToken cancellationToken)
    {
        CommitWaiter waiter;
        lock (_gate)
        {
            if (position <= _committed)
            {
                return new ValueTask<CommitOutcome>(CommitOutcome.Committed);
            }

            if (_ended is { } ended)
            {
                return new ValueTask<CommitOutcome>(ended);
            }

            if (!_free.TryPop(out waiter!))
            {
                waiter = new CommitWaiter(this);
            }

            waiter.Prepare(position, urgent);
            if (_count == _waiting.Length)
            {
                Array.Resize(ref _waiting, _count * 2);
            }

            _waiting[_count++] = waiter;
            _urgent += urgent ? 1 : 0;
        }

        return waiter.Start(cancellationToken);
    }

    /// <summary>Everything before that position is on disk.</summary>
    public void Complete(long committed)
    {
        lock (_gate)
        {
            _committed = committed;
            var kept = 0;
            for (var i = 0; i < _count; i++)
            {
                var waiter = _waiting[i];
                if (waiter.Position <= committed)
                {
                    _urgent -= waiter.Urgent ? 1 : 0;
                    waiter.Complete(CommitOutcome.Committed);
                }
                else
                {
                    _waiting[kept++] = waiter;
                }
            }

            Array.Clear(_waiting, kept, _count - kept);
            _count = kept;
        }
    }

    /// <summary>Nothing will be committed any more; whoever waits or comes later gets this outcome.</summary>
    public void End(CommitOutcome outcome)
    {
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            _ended = outcome;
            for (var i = 0; i < _count; i++)
            {
                _waiting[i].Complete(outcome);
            }

            Array.Clear(_waiting, 0, _count);
            _count = 0;
            _urgent = 0;
        }
    }

    internal void Cancel(CommitWaiter waiter)
    {
        lock (_gate)
        {
            var index = Array.IndexOf(_waiting, waiter, 0, _count);
            if (index < 0)
            {
                return; // Completed already.
            }

            _waiting[index] = _waiting[--_count];
            _waiting[_count] = null!;
            _urgent -= waiter.Urgent ? 1 : 0;
            waiter.Complete(CommitOutcome.Canceled);
        }
    }

    internal void Return(CommitWaiter waiter)
    {
        lock (_gate)
        {
            if (_free.Count < MaxFree)
            {
                _free.Push(waiter);
            }
        }
    }
}
