using System.Buffers;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Writes outcomes without waiting: the journal commits them within milliseconds. What a crash takes of the tail, and
/// what the journal refuses, costs a second delivery with the same <c>webhook-id</c>, never a lost one.
/// </summary>
internal sealed class OutcomeLog(IJournalPartition journal, DispatchMetrics metrics)
{
    private long _endPosition;

    /// <summary>Everything appended before now ends at or before it.</summary>
    public long EndPosition => Volatile.Read(ref _endPosition);

    /// <summary>False where the journal does not take it now.</summary>
    /// <param name="record">What came of the message.</param>
    /// <param name="kind">Whose message it is, for the counts of what was given up.</param>
    public bool Append(in OutcomeRecord record, WebhookClass kind)
    {
        Span<byte> bytes = stackalloc byte[OutcomeRecord.MaxLength];
        var isTaken = Append(bytes[..record.Write(bytes)]);
        if (record.Kind == OutcomeKind.GivenUp)
        {
            metrics.Expired(kind, ExpiryReason.Full, 1);
        }
        else if (record.Kind == OutcomeKind.Collapsed)
        {
            metrics.Collapsed(kind);
        }

        return isTaken;
    }

    /// <summary>A batch was formed, failed or was delivered.</summary>
    public void Append(OutcomeKind kind, long webhookId, MessageBatch batch, long timeMs, long number)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(BatchOutcome.MaxLengthOf(batch.Keys.Count));
        var length = BatchOutcome.Write(bytes, kind, webhookId, batch, timeMs, number);
        Append(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>What the journal holds at the start ends there.</summary>
    public void StartAt(long end) => Advance(end);

    /// <summary>Waits until that position is on disk; false where it never will be.</summary>
    public async ValueTask<bool> CommitAsync(long end, CancellationToken cancellationToken) =>
        await journal.WaitForCommitAsync(end, cancellationToken) == CommitOutcome.Committed;

    /// <summary>Gives up what lies before a position.</summary>
    public void TruncateBefore(long end) => journal.TruncateBefore(end);

    private bool Append(ReadOnlySpan<byte> bytes)
    {
        if (!journal.TryAppend(OutcomeRecord.JournalKind, bytes, out var result))
        {
            metrics.OutcomeNotRecorded();
            return false;
        }

        Advance(result.EndPosition);
        return true;
    }

    private void Advance(long end)
    {
        var seen = Volatile.Read(ref _endPosition);
        while (seen < end)
        {
            var now = Interlocked.CompareExchange(ref _endPosition, end, seen);
            if (now == seen)
            {
                return;
            }

            seen = now;
        }
    }
}
