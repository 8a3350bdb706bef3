using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Vehicles.History;

/// <summary>
/// Blocks of one partition in its history journal. A journal reads what is committed only, so the youngest blocks are
/// held until they are. For the partition's reader only.
/// </summary>
internal sealed class JournalHistory(IJournalPartition journal) : IHistoryLog
{
    /// <summary>The journal's tag of a block.</summary>
    public const byte BlockKind = 1;

    private readonly Queue<Held> _held = new();

    /// <summary>All blocks so far are before it; set to what a checkpoint says of the runs before.</summary>
    public long EndPosition { get; set; }

    public bool TryAppend(ReadOnlySpan<byte> block, out long position)
    {
        position = 0;
        if (!journal.TryAppend(BlockKind, block, out var result))
        {
            return false;
        }

        LetGo();
        var bytes = ArrayPool<byte>.Shared.Rent(block.Length);
        block.CopyTo(bytes);
        _held.Enqueue(new Held(result.Position, result.EndPosition, bytes, block.Length));
        EndPosition = result.EndPosition;
        position = result.Position;
        return true;
    }

    public bool TryRead(long position, IBufferWriter<byte> into)
    {
        foreach (var held in _held)
        {
            if (held.Position == position)
            {
                into.Write(held.Bytes.AsSpan(0, held.Length));
                return true;
            }
        }

        // Completes at once: the journal reads on this thread.
        var read = journal.ReadAsync(position, into, CancellationToken.None);
        return read.IsCompletedSuccessfully && read.Result is { Status: JournalReadStatus.Record, Kind: BlockKind };
    }

    private void LetGo()
    {
        var committed = journal.CommittedPosition;
        while (_held.TryPeek(out var oldest) && oldest.EndPosition <= committed)
        {
            ArrayPool<byte>.Shared.Return(_held.Dequeue().Bytes);
        }
    }

    private readonly record struct Held(long Position, long EndPosition, byte[] Bytes, int Length);
}
