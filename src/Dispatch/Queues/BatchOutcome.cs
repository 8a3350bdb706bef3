namespace Gateway.Dispatch.Queues;

/// <summary>A record of the outcome journal about a batch. Layout: README.md of this folder.</summary>
internal static class BatchOutcome
{
    private const byte Version = 1;

    /// <summary>Bytes that a record of so many messages takes at most.</summary>
    public static int MaxLengthOf(int messages) => OutcomeRecord.MaxLength + (messages * 2 * VarInt.MaxLength);

    /// <summary>Writes a record; returns its length. Time and number as in <see cref="OutcomeRecord"/>.</summary>
    public static int Write(
        Span<byte> destination, OutcomeKind kind, long webhookId, MessageBatch batch, long timeMs, long number)
    {
        destination[0] = Version;
        destination[1] = (byte)kind;
        var length = 2;
        length += VarInt.Write(destination[length..], (ulong)webhookId);
        length += VarInt.Write(destination[length..], (ulong)batch.Attempts);
        length += VarInt.Write(destination[length..], (ulong)timeMs);
        length += VarInt.Write(destination[length..], (ulong)number);
        length += VarInt.Write(destination[length..], (ulong)batch.Keys.Count);
        long previous = 0;
        foreach (var key in batch.Keys)
        {
            length += VarInt.Write(destination[length..], (ulong)key.Partition);
            length += VarInt.Write(destination[length..], VarInt.Fold(key.Position - previous));
            previous = key.Position;
        }

        return length;
    }

    /// <summary>Reads a record; false where it is none.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, out OutcomeKind kind, out long webhookId, out MessageBatch batch, out long number)
    {
        (kind, webhookId, batch, number) = (default, 0, null!, 0);
        if (bytes.Length < 2 || bytes[0] != Version || bytes[1] is not ((byte)OutcomeKind.Batch or (byte)OutcomeKind.BatchDelivered))
        {
            return false;
        }

        var rest = bytes[2..];
        if (!VarInt.TryRead(ref rest, out var webhook)
            || !VarInt.TryRead(ref rest, out var attempts)
            || !VarInt.TryRead(ref rest, out var time)
            || !VarInt.TryRead(ref rest, out var found)
            || !VarInt.TryRead(ref rest, out var count)
            || count > (ulong)rest.Length
            || attempts > int.MaxValue)
        {
            return false;
        }

        var keys = new List<MessageKey>((int)count);
        long position = 0;
        for (var i = 0UL; i < count; i++)
        {
            if (!VarInt.TryRead(ref rest, out var partition) || !VarInt.TryRead(ref rest, out var delta))
            {
                return false;
            }

            position += VarInt.Unfold(delta);
            if (partition >= MessageKey.MaxPartitions || position is < 0 or > MessageKey.MaxPosition)
            {
                return false;
            }

            keys.Add(new MessageKey((int)partition, position));
        }

        kind = (OutcomeKind)bytes[1];
        webhookId = (long)webhook;
        batch = new MessageBatch(keys, (int)attempts, (long)time);
        number = (long)found;
        return rest.IsEmpty;
    }
}
