using System.Buffers;

namespace Gateway.Vehicles.History;

/// <summary>A tail that was written: the format of a record of the history journal, which stands in the README.</summary>
internal static class HistoryBlock
{
    private const byte Version = 1;

    /// <summary>Writes a tail; returns the block's position, or null where the log has no room.</summary>
    public static long? Append(IHistoryLog log, long vehicleId, HistoryTail tail, ref ByteSink scratch)
    {
        scratch.Length = 0;
        scratch.Byte(Version);
        scratch.Signed(vehicleId);
        scratch.Signed(tail.Head);
        scratch.Signed(tail.FirstReceivedMs);
        scratch.Unsigned((ulong)tail.StateLength);
        scratch.Bytes(tail.Bytes);
        return log.TryAppend(scratch.Written, out var position) ? position : null;
    }

    /// <summary>Reads the block at a position; false where it was given up, or is another vehicle's.</summary>
    /// <exception cref="InvalidDataException">It is no block; the journal's checksum should have told before.</exception>
    public static bool TryRead(
        IHistoryLog log, long vehicleId, long position, ArrayBufferWriter<byte> scratch, out Content content)
    {
        content = default;
        scratch.ResetWrittenCount();
        if (position == 0 || !log.TryRead(position, scratch))
        {
            return false;
        }

        var source = new ByteSource(scratch.WrittenSpan);
        if (source.Byte() != Version || source.Signed() != vehicleId)
        {
            return false;
        }

        var head = source.Signed();
        var firstReceived = source.Signed();
        var stateLength = source.Count(scratch.WrittenCount);
        content = new Content(head, firstReceived, stateLength, source.Take(source.Left));
        return true;
    }

    public readonly ref struct Content(long head, long firstReceivedMs, int stateLength, ReadOnlySpan<byte> bytes)
    {
        public long Head { get; } = head;

        public long FirstReceivedMs { get; } = firstReceivedMs;

        public int StateLength { get; } = stateLength;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }
}
