using System.Buffers.Binary;
using System.IO.Hashing;

namespace Gateway.Vehicles;

/// <summary>
/// A driver assigned to a vehicle, or taken off it, by the API; as a record of the report journal
/// (<see cref="ReportRecordKinds.Assignment"/>): version, vehicle, driver, effective and requested time.
/// </summary>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="DriverId">The driver; 0 ends the assignment.</param>
/// <param name="EffectiveMs">From when on, event time, Unix milliseconds.</param>
/// <param name="RequestedMs">When it was asked for, by our clock.</param>
internal readonly record struct DriverAssignment(long VehicleId, long DriverId, long EffectiveMs, long RequestedMs)
{
    public const int Length = 1 + (4 * sizeof(long));

    private const byte Version = 1;

    /// <summary>
    /// Orders it among facts of one time, and tells a repeat. Of two for one time the one that was asked for later comes
    /// later, and holds; where both were asked for weeks afterwards, any order does.
    /// </summary>
    public uint Hash
    {
        get
        {
            var after = RequestedMs - EffectiveMs + EventClock.MaxAheadMs;
            if (after is >= 0 and <= int.MaxValue)
            {
                return (uint)after;
            }

            Span<byte> bytes = stackalloc byte[Length];
            Write(bytes);
            return XxHash32.HashToUInt32(bytes) | (1u << 31);
        }
    }

    public void Write(Span<byte> to)
    {
        to[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], VehicleId);
        BinaryPrimitives.WriteInt64LittleEndian(to[9..], DriverId);
        BinaryPrimitives.WriteInt64LittleEndian(to[17..], EffectiveMs);
        BinaryPrimitives.WriteInt64LittleEndian(to[25..], RequestedMs);
    }

    public static bool TryRead(ReadOnlySpan<byte> from, out DriverAssignment assignment)
    {
        assignment = default;
        if (from.Length != Length || from[0] != Version)
        {
            return false;
        }

        assignment = new DriverAssignment(
            BinaryPrimitives.ReadInt64LittleEndian(from[1..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[9..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[17..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[25..]));
        return true;
    }
}
