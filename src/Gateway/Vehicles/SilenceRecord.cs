using System.Buffers.Binary;

namespace Gateway.Vehicles;

/// <summary>
/// Nothing was heard of a vehicle for the account's time (<see cref="ReportRecordKinds.Silence"/>), or no late report for
/// some seconds (<see cref="ReportRecordKinds.Quiet"/>); as a record of the report journal: version, vehicle, time.
/// </summary>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="HeardMs">When it, or the last late report, was received: where that is no longer so, the record says nothing.</param>
internal readonly record struct SilenceRecord(long VehicleId, long HeardMs)
{
    public const int Length = 1 + (2 * sizeof(long));

    private const byte Version = 1;

    public void Write(Span<byte> to)
    {
        to[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], VehicleId);
        BinaryPrimitives.WriteInt64LittleEndian(to[9..], HeardMs);
    }

    public static bool TryRead(ReadOnlySpan<byte> from, out SilenceRecord record)
    {
        record = default;
        if (from.Length != Length || from[0] != Version)
        {
            return false;
        }

        record = new SilenceRecord(
            BinaryPrimitives.ReadInt64LittleEndian(from[1..]), BinaryPrimitives.ReadInt64LittleEndian(from[9..]));
        return true;
    }
}
