using System.Buffers;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// One strictly ordered log. A position is a byte address that only grows; it is never reused. All members may be
/// called from any thread.
/// </summary>
public interface IJournalPartition
{
    /// <summary>Where the first record of a new partition stands.</summary>
    const long FirstPosition = LogEntry.FirstPosition;

    /// <summary>The partition's number, from 0.</summary>
    int Id { get; }

    /// <summary>The oldest position that can still be read.</summary>
    long BeginPosition { get; }

    /// <summary>Everything before it is on disk.</summary>
    long CommittedPosition { get; }

    /// <summary>Where the next record goes.</summary>
    long TailPosition { get; }

    /// <summary>The sequence number that the next record gets. The first record of a partition has 1.</summary>
    long NextSequence { get; }

    /// <summary>Bytes on disk and in the write buffer, whole segments at the old end included.</summary>
    long SizeBytes { get; }

    /// <summary>Healthy, or the first fault. A fault lasts until the process restarts.</summary>
    JournalHealth Health { get; }

    /// <summary>
    /// Copies the payload into the write buffer; it is on disk when <see cref="WaitForCommitAsync"/> for
    /// <see cref="AppendResult.EndPosition"/> says so. Completes at once and allocates nothing in the normal case; waits
    /// while the buffer is full, until the commit after <see cref="JournalOptions.AppendTimeout"/> (a commit has its own
    /// limit, <see cref="JournalOptions.CommitTimeout"/>). Never throws for a refusal: see
    /// <see cref="AppendResult.Status"/>.
    /// </summary>
    /// <param name="kind">The caller's tag, stored with the record.</param>
    /// <param name="payload">1 to <see cref="JournalOptions.MaxPayloadBytes"/> bytes.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask<AppendResult> AppendAsync(byte kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>As <see cref="AppendAsync"/>, without waiting: false when the record was not taken.</summary>
    bool TryAppend(byte kind, ReadOnlySpan<byte> payload, out AppendResult result);

    /// <summary>
    /// Completes when everything before <paramref name="position"/> is on disk. Waiting makes the commit happen; waiters
    /// share it. The returned task must be awaited once, as any <see cref="ValueTask{TResult}"/>.
    /// </summary>
    ValueTask<CommitOutcome> WaitForCommitAsync(long position, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for a commit of what was appended so far, for those who read it, not for those who wrote it. Returns at once.
    /// Without it, records that nobody waits for are committed after <see cref="JournalOptions.IdleCommitDelay"/>.
    /// </summary>
    void CommitNow();

    /// <summary>
    /// A reader of the committed records from <paramref name="position"/> on, which must be where a record starts or
    /// ended, or <see cref="BeginPosition"/>. One reader belongs to one consumer.
    /// </summary>
    JournalReader OpenReader(long position);

    /// <summary>
    /// Reads the one committed record at <paramref name="position"/> into <paramref name="destination"/>. Completes
    /// synchronously; a record that the operating system no longer caches costs one disk read on the calling thread.
    /// </summary>
    ValueTask<JournalReadResult> ReadAsync(
        long position, IBufferWriter<byte> destination, CancellationToken cancellationToken);

    /// <summary>
    /// Gives up the records before <paramref name="position"/>. Clamped to <see cref="CommittedPosition"/> and rounded
    /// down to a page; disk space comes back by whole segments, at the next commit (which this call asks for).
    /// </summary>
    void TruncateBefore(long position);
}
