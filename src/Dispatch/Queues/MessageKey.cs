namespace Gateway.Dispatch.Queues;

/// <summary>
/// Where a message's event lies, and about how long its record is, in eight bytes: 8 bits of <see cref="RecordSize"/>,
/// 8 bits of partition, 48 bits of position. All that a queue holds of a message. Two keys are equal where they are of the
/// same event, whatever is known of its length.
/// </summary>
public readonly struct MessageKey : IEquatable<MessageKey>
{
    /// <summary>Most partitions.</summary>
    public const int MaxPartitions = 1 << 8;

    /// <summary>Largest position, 256 TiB.</summary>
    public const long MaxPosition = (1L << PositionBits) - 1;

    private const int PositionBits = 48;
    private const int SizeShift = 56;
    private const long PackedMask = (1L << SizeShift) - 1;

    /// <param name="raw">What <see cref="Raw"/> gave, or <see cref="Packed"/>: of unknown length then.</param>
    public MessageKey(long raw) => Raw = raw;

    public MessageKey(int partition, long position, RecordSize size = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)partition, (uint)MaxPartitions - 1, nameof(partition));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)position, (ulong)MaxPosition, nameof(position));
        Raw = ((long)size.Code << SizeShift) | ((long)partition << PositionBits) | position;
    }

    /// <summary>All of it.</summary>
    public long Raw { get; }

    /// <summary>Partition and position: which event it is.</summary>
    public long Packed => Raw & PackedMask;

    public int Partition => (byte)(Raw >> PositionBits);

    public long Position => Raw & MaxPosition;

    /// <summary>The length of the event's record.</summary>
    public RecordSize Size => new((byte)(Raw >> SizeShift));

    public static bool operator ==(MessageKey left, MessageKey right) => left.Equals(right);

    public static bool operator !=(MessageKey left, MessageKey right) => !left.Equals(right);

    /// <summary>The same event with the length of its record.</summary>
    public MessageKey With(RecordSize size) => new(Partition, Position, size);

    public bool Equals(MessageKey other) => Packed == other.Packed;

    public override bool Equals(object? obj) => obj is MessageKey other && Equals(other);

    public override int GetHashCode() => Packed.GetHashCode();

    public override string ToString() => $"{Partition}:{Position}";
}
