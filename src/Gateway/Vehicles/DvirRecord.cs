using System.Buffers.Binary;

namespace Gateway.Vehicles;

/// <summary>
/// A vehicle inspection that was posted to the API, as a record of the report journal
/// (<see cref="ReportRecordKinds.Dvir"/>): version, vehicle, inspection, event and requested time, then a JSON object of
/// the fields that <c>data</c> gets beyond the common ones.
/// </summary>
internal readonly ref struct DvirRecord
{
    public const int HeaderLength = 1 + (4 * sizeof(long));

    private const byte Version = 1;

    private DvirRecord(ReadOnlySpan<byte> record)
    {
        VehicleId = BinaryPrimitives.ReadInt64LittleEndian(record[1..]);
        DvirId = BinaryPrimitives.ReadInt64LittleEndian(record[9..]);
        EventMs = BinaryPrimitives.ReadInt64LittleEndian(record[17..]);
        RequestedMs = BinaryPrimitives.ReadInt64LittleEndian(record[25..]);
        Fields = record[HeaderLength..];
    }

    public long VehicleId { get; }

    public long DvirId { get; }

    /// <summary>When the inspection was done, Unix milliseconds.</summary>
    public long EventMs { get; }

    /// <summary>When it was posted, by our clock.</summary>
    public long RequestedMs { get; }

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Fields { get; }

    public static void Write(
        Span<byte> to, long vehicleId, long dvirId, long eventMs, long requestedMs, ReadOnlySpan<byte> fields)
    {
        to[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], vehicleId);
        BinaryPrimitives.WriteInt64LittleEndian(to[9..], dvirId);
        BinaryPrimitives.WriteInt64LittleEndian(to[17..], eventMs);
        BinaryPrimitives.WriteInt64LittleEndian(to[25..], requestedMs);
        fields.CopyTo(to[HeaderLength..]);
    }

    public static bool TryRead(ReadOnlySpan<byte> from, out DvirRecord record)
    {
        var isRecord = from.Length > HeaderLength && from[0] == Version;
        record = isRecord ? new DvirRecord(from) : default;
        return isRecord;
    }
}
