namespace DeviceSimulator.Fleet.Wire;

/// <summary>The fixed part of an AVL record: time, priority, GPS element, and what triggered the record.</summary>
internal readonly record struct AvlHeader
{
    /// <summary>Unix milliseconds.</summary>
    public long TimestampMs { get; init; }

    /// <summary>0 low, 1 high, 2 panic.</summary>
    public byte Priority { get; init; }

    public int LongitudeE7 { get; init; }

    public int LatitudeE7 { get; init; }

    public short AltitudeMetres { get; init; }

    public ushort CourseDegrees { get; init; }

    /// <summary>0 means that the fix is not valid.</summary>
    public byte Satellites { get; init; }

    public ushort SpeedKmh { get; init; }

    /// <summary>The AVL id that triggered the record, 0 for a periodic one.</summary>
    public ushort EventId { get; init; }

    /// <summary>Codec 16 only: why the record was made (5 = periodical, 7 = event).</summary>
    public byte GenerationType { get; init; }
}
