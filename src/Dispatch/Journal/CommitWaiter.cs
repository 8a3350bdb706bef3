using System.Threading.Tasks.Sources;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// One wait for a commit, used again and again. It is its own work item, so that completing a thousand of them neither
/// allocates nor runs their continuations on the committer.
/// </summary>
internal sealed class CommitWaiter(CommitWaiterQueue owner) : IValueTaskSource<CommitOutcome>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<CommitOutcome> _core;
    private CancellationTokenRegistration _registration;
    private CommitOutcome _outcome;

    public long Position { get; private set; }

    public bool Urgent { get; private set; }

    public void Prepare(long position, bool urgent)
    {
        Position = position;
        Urgent = urgent;
    }

    /// <summary>The task to await. Called once, after the waiter is in the queue.</summary>
    public ValueTask<CommitOutcome> Start(CancellationToken cancellationToken)
    {
        var version = _core.Version;
        _registration = cancellationToken.UnsafeRegister(
            static state => ((CommitWaiter)state!).Cancel(), this);
        return new ValueTask<CommitOutcome>(this, version);
    }

    public void Complete(CommitOutcome outcome)
    {
        _outcome = outcome;
        _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(_outcome);

    CommitOutcome IValueTaskSource<CommitOutcome>.GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        _registration.Dispose();
        _registration = default;
        _core.Reset();
        owner.Return(this);
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<CommitOutcome>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<CommitOutcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel() => owner.Cancel(this);
}
