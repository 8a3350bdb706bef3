namespace Gateway.Dispatch.Queues;

/// <summary>A record of the outcome journal about one message. Layout: README.md of this folder.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="WebhookId">To whose message.</param>
/// <param name="Key">To which one.</param>
/// <param name="Attempts">Attempts made so far.</param>
/// <param name="TimeMs">Delivered, requeued: when. Failed: when it may be tried again. Unix milliseconds.</param>
/// <param name="Number">
/// Delivered, given up, collapsed: how many of them the webhook has had so far, so that counting survives replay.
/// Failed: until when the receiver asked to be left alone, Unix milliseconds, or 0. Requeued: the code of the record's
/// size, so that a restart need not read the event.
/// </param>
internal readonly record struct OutcomeRecord(
    OutcomeKind Kind,
    long WebhookId,
    MessageKey Key,
    int Attempts,
    long TimeMs,
    long Number)
{
    /// <summary>The journal's tag for these records.</summary>
    public const byte JournalKind = 1;

    public const int MaxLength = 2 + (6 * VarInt.MaxLength);

    private const byte Version = 1;

    public int Write(Span<byte> destination)
    {
        destination[0] = Version;
        destination[1] = (byte)Kind;
        var length = 2;
        length += VarInt.Write(destination[length..], (ulong)WebhookId);
        length += VarInt.Write(destination[length..], (ulong)Key.Partition);
        length += VarInt.Write(destination[length..], (ulong)Key.Position);
        length += VarInt.Write(destination[length..], (ulong)Attempts);
        length += VarInt.Write(destination[length..], (ulong)TimeMs);
        length += VarInt.Write(destination[length..], (ulong)Number);
        return length;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out OutcomeRecord record)
    {
        record = default;
        if (bytes.Length < 2 || bytes[0] != Version || !IsOfOne((OutcomeKind)bytes[1]))
        {
            return false;
        }

        var rest = bytes[2..];
        if (!VarInt.TryRead(ref rest, out var webhook)
            || !VarInt.TryRead(ref rest, out var partition)
            || !VarInt.TryRead(ref rest, out var position)
            || !VarInt.TryRead(ref rest, out var attempts)
            || !VarInt.TryRead(ref rest, out var time)
            || !VarInt.TryRead(ref rest, out var number)
            || !rest.IsEmpty
            || partition >= MessageKey.MaxPartitions
            || position > MessageKey.MaxPosition
            || attempts > int.MaxValue)
        {
            return false;
        }

        var size = (OutcomeKind)bytes[1] == OutcomeKind.Requeued ? new RecordSize((byte)Math.Min(number, byte.MaxValue)) : default;
        record = new OutcomeRecord(
            (OutcomeKind)bytes[1],
            (long)webhook,
            new MessageKey((int)partition, (long)position, size),
            (int)attempts,
            (long)time,
            (long)number);
        return true;
    }

    private static bool IsOfOne(OutcomeKind kind) =>
        kind is OutcomeKind.Delivered or OutcomeKind.Failed or OutcomeKind.GivenUp or OutcomeKind.Collapsed
            or OutcomeKind.Requeued;
}
