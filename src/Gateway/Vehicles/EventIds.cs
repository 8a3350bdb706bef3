using System.Buffers.Binary;
using System.IO.Hashing;
using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Vehicles;

/// <summary>
/// Makes event ids from reports alone (XXH128, xxHash specification 0.2): the same report of the same vehicle gives the
/// same ids, whenever and however often it is processed.
/// </summary>
internal ref struct EventIds
{
    private readonly UInt128 _report;

    /// <param name="vehicleId">The vehicle.</param>
    /// <param name="report">The report; one without a time of its own is told apart by when it was received.</param>
    /// <param name="canonicalBytes">The report's own bytes.</param>
    /// <param name="receivedMs">When the report was received.</param>
    public EventIds(long vehicleId, DeviceReport report, ReadOnlySpan<byte> canonicalBytes, long receivedMs)
    {
        var seed = report.DeviceTimeMs is null ? vehicleId ^ (receivedMs << 20) : vehicleId;
        _report = XxHash128.HashToUInt128(canonicalBytes, seed);
    }

    /// <summary>The id of the report's event of that type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="discriminator">What tells events of the type from one report apart: a sensor, a landmark, a threshold.</param>
    /// <param name="second">A second number of that sort.</param>
    public readonly EventId For(EventType type, long discriminator = 0, long second = 0)
    {
        Span<byte> bytes = stackalloc byte[40];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, _report);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], (long)type);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], discriminator);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], second);
        return new EventId(XxHash128.HashToUInt128(bytes));
    }

    /// <summary>
    /// The id of a message about an object (a trip, a visit): the same for the same revision, whichever report led to it.
    /// </summary>
    /// <param name="vehicleId">The vehicle.</param>
    /// <param name="objectId">The object.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="discriminator">What tells messages of one revision apart: an idle's phase and threshold.</param>
    public static EventId OfObject(long vehicleId, ulong objectId, int revision, EventType type, long discriminator = 0)
    {
        Span<byte> bytes = stackalloc byte[40];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, vehicleId);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], objectId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], revision);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], (long)type);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], discriminator);
        return new EventId(XxHash128.HashToUInt128(bytes));
    }
}
