namespace Gateway.Dispatch.Journal;

/// <summary>Joins the committer with the answer that comes from FASTER's thread, in whichever order they arrive.</summary>
internal sealed class CommitCompletion
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool> _source = new();
    private long _expected = long.MaxValue;
    private long _completed;
    private bool _failed;

    /// <summary>Before a commit is started: true when it is on disk, false when the partition failed.</summary>
    public Task<bool> Start()
    {
        lock (_gate)
        {
            _source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _expected = long.MaxValue;
            if (_failed)
            {
                _source.SetResult(false);
            }

            return _source.Task;
        }
    }

    /// <summary>The number that the started commit got.</summary>
    public void Expect(long number)
    {
        lock (_gate)
        {
            _expected = number;
            Settle();
        }
    }

    public void Complete(long number)
    {
        lock (_gate)
        {
            _completed = number;
            Settle();
        }
    }

    public void Fail()
    {
        lock (_gate)
        {
            _failed = true;
            _ = _source.TrySetResult(false);
        }
    }

    private void Settle()
    {
        if (_completed >= _expected)
        {
            _ = _source.TrySetResult(true);
        }
    }
}
