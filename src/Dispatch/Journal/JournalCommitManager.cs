using FASTER.core;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// FASTER's port for commit metadata. FASTER's own implementation reports a commit although its file could not be
/// written, and then deletes the last good one; this one writes to the side, renames, and reports a failure as a fault.
/// FASTER swallows what is thrown here, so the outcome goes to the callbacks.
/// </summary>
internal sealed class JournalCommitManager : ILogCommitManager
{
    private readonly CommitMetadataStore _store;
    private readonly CommitMetadata _recovered;
    private readonly LogGeometry _geometry;
    private readonly int _commitsPerWrite;
    private long _writtenUntil = -1;
    private int _commitsSinceWrite;

    /// <param name="store">The files.</param>
    /// <param name="recovered">What recovery found; it is the only commit that FASTER gets to see.</param>
    /// <param name="geometry">To see when a commit reaches a new segment.</param>
    /// <param name="commitsPerWrite">Metadata is written at least every that many commits.</param>
    public JournalCommitManager(
        CommitMetadataStore store, in CommitMetadata recovered, LogGeometry geometry, int commitsPerWrite)
    {
        _store = store;
        _recovered = recovered;
        _geometry = geometry;
        _commitsPerWrite = commitsPerWrite;
        NextSequence = recovered.NextSequence;
        Last = recovered;
    }

    /// <summary>Sequence of the first record after the commit in flight; set before the commit is started.</summary>
    public long NextSequence { get; set; }

    /// <summary>The last commit that went through, for the final metadata write.</summary>
    public CommitMetadata Last { get; private set; }

    /// <summary>Called with a commit's number when it is on disk, its metadata included where that was due.</summary>
    public Action<long>? Committed { get; set; }

    /// <summary>Called with the reason when metadata can't be written.</summary>
    public Action<string>? Faulted { get; set; }

    /// <inheritdoc/>
    public void Commit(
        long beginAddress, long untilAddress, byte[] commitMetadata, long commitNum, bool forceWriteMetadata)
    {
        try
        {
            var commit = new CommitMetadata(beginAddress, untilAddress, commitNum, NextSequence);

            // The first commit, and the first one in each segment, are always written: so a segment that vanishes is
            // missed at the next start, even the newest one.
            if (forceWriteMetadata || _writtenUntil < 0 || ++_commitsSinceWrite >= _commitsPerWrite
                || _geometry.SegmentOf(untilAddress) != _geometry.SegmentOf(_writtenUntil))
            {
                Write(commit);
            }

            Last = commit;
            Committed?.Invoke(commitNum);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Faulted?.Invoke($"The commit metadata can't be written: {e.Message}");
            throw; // FASTER's worker swallows it, but does not go on to delete truncated segments.
        }
    }

    /// <summary>Writes the last commit's metadata unless that was done already.</summary>
    /// <exception cref="IOException">Not written.</exception>
    public void WriteLast()
    {
        if (Last.Until != _writtenUntil && Last.Number > 0)
        {
            Write(Last);
        }
    }

    /// <inheritdoc/>
    public byte[]? GetCommitMetadata(long commitNum) => commitNum != _recovered.Number
        ? null
        : new FasterLogRecoveryInfo
        {
            BeginAddress = _recovered.Begin,
            UntilAddress = _recovered.Until,
            CommitNum = _recovered.Number,
        }.ToByteArray();

    /// <inheritdoc/>
    public IEnumerable<long> ListCommits() => [_recovered.Number];

    /// <inheritdoc/>
    public void RemoveCommit(long commitNum)
    {
        // Old files are removed when a newer one is on disk, not when FASTER thinks so.
    }

    /// <inheritdoc/>
    public void RemoveAllCommits()
    {
        // As above.
    }

    /// <inheritdoc/>
    public void OnRecovery(long commitNum)
    {
        // As above.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // No handle is kept between writes.
    }

    private void Write(in CommitMetadata commit)
    {
        _store.Save(commit);
        _writtenUntil = commit.Until;
        _commitsSinceWrite = 0;
    }
}
