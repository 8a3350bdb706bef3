namespace Gateway.Dispatch.Queues;

/// <summary>
/// Where a message's event lies: the event journal's partition and the position in it, in eight bytes (16 bits and 48
/// bits). All that a queue holds of a message.
/// </summary>
public readonly record struct MessageKey(long Packed)
{
    /// <summary>Most partitions.</summary>
    public const int MaxPartitions = 1 << 15;

    /// <summary>Largest position, 256 TiB.</summary>
    public const long MaxPosition = (1L << PositionBits) - 1;

    private const int PositionBits = 48;

    public MessageKey(int partition, long position)
        : this(((long)partition << PositionBits) | position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)partition, (uint)MaxPartitions - 1, nameof(partition));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)position, (ulong)MaxPosition, nameof(position));
    }

    public int Partition => (int)(Packed >> PositionBits);

    public long Position => Packed & MaxPosition;

    public override string ToString() => $"{Partition}:{Position}";
}
