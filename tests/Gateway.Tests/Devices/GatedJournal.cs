using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Tests.Devices;

/// <summary>A journal of one partition that takes everything and commits when a test says so.</summary>
internal sealed class GatedJournal : IJournal, IJournalPartition
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CommitOutcome> _outcome = new();

    /// <summary>Completes when a session waits for a commit.</summary>
    public Task Asked => _asked.Task;

    public int Appended { get; private set; }

    public string Name => "reports";

    public int PartitionCount => 1;

    public int Id => 0;

    public long BeginPosition => 0;

    public long CommittedPosition => 0;

    public long TailPosition { get; private set; }

    public long NextSequence => Appended + 1;

    public long SizeBytes => TailPosition;

    public JournalHealth Health => JournalHealth.Healthy;

    public IJournalPartition this[int partition] => this;

    /// <summary>Answers every wait, those to come included.</summary>
    public void Complete(CommitOutcome outcome) => _outcome.SetResult(outcome);

    public ValueTask<AppendResult> AppendAsync(byte kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Assert.True(TryAppend(kind, payload.Span, out var result));
        return new(result);
    }

    public bool TryAppend(byte kind, ReadOnlySpan<byte> payload, out AppendResult result)
    {
        Appended++;
        var position = TailPosition;
        TailPosition += payload.Length;
        result = new AppendResult(AppendStatus.Appended, position, TailPosition);
        return true;
    }

    public ValueTask<CommitOutcome> WaitForCommitAsync(long position, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        return _outcome.Task.IsCompletedSuccessfully ? new(_outcome.Task.Result) : new(_outcome.Task);
    }

    public void CommitNow()
    {
    }

    public JournalReader OpenReader(long position) => throw new NotSupportedException();

    public ValueTask<JournalReadResult> ReadAsync(
        long position, IBufferWriter<byte> destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void TruncateBefore(long position)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
