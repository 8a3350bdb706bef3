using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet;

/// <summary>What an observer is told about one record.</summary>
/// <param name="VehicleIndex">From 0.</param>
/// <param name="Imei">15 digits as a number; <see cref="FleetOptions.ImeiOf"/> gives the text.</param>
/// <param name="TimestampMs">Unix milliseconds, as on the wire.</param>
/// <param name="Latitude">WGS-84 degrees, exactly the seven decimals of the wire.</param>
/// <param name="Longitude">WGS-84 degrees, exactly the seven decimals of the wire.</param>
/// <param name="SpeedKmh">As on the wire.</param>
/// <param name="Ignition">As on the wire.</param>
/// <param name="Key">Unique in the run: vehicle index in the high 32 bits, the record's number from 0 in the low 32.</param>
public readonly record struct RecordInfo(
    int VehicleIndex,
    long Imei,
    long TimestampMs,
    double Latitude,
    double Longitude,
    int SpeedKmh,
    bool Ignition,
    ulong Key)
{
    internal static RecordInfo From(FleetOptions options, int index, in DeviceRecord record) => new(
        index,
        options.ImeiBase + index,
        record.TimestampMs,
        record.LatitudeE7 / 1e7,
        record.LongitudeE7 / 1e7,
        record.SpeedKmh,
        record.Ignition,
        ((ulong)(uint)index << 32) | record.Sequence);
}
