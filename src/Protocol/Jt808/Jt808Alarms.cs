using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>What raises an alarm: bits of the standard's alarm word, and of makers' additional items.</summary>
internal static class Jt808Alarms
{
    /// <summary>
    /// The standard's alarm word. Bits 15 to 17 were reserved until 2019, and makers used them for vibration and
    /// tampering; from 2019 on they are driving offences, tyre pressure and blind spots.
    /// </summary>
    public static DeviceAlarms OfAlarmWord(uint word, byte? version)
    {
        var alarms = DeviceAlarms.None;
        for (var rest = word; rest != 0; rest &= rest - 1)
        {
            alarms |= OfBit(int.CreateTruncating(uint.TrailingZeroCount(rest)), isOf2019: version is not null);
        }

        return alarms;
    }

    /// <summary>Item E8 of Jimi's cameras: the first two bytes say what it is.</summary>
    public static DeviceAlarms OfCameraItem(ushort type) => type switch
    {
        0x0001 or 0x0408 or 0x0409 or 0x040C or 0x0415 or 0x0C05 => OfOtherCameraItem(type),
        0x0400 or 0x0412 => DeviceAlarms.HarshAcceleration,
        0x0401 or 0x0413 => DeviceAlarms.HarshBraking,
        0x0402 or 0x0414 => DeviceAlarms.HarshCornering,
        0x0403 => DeviceAlarms.Overspeed,
        0x0405 or 0x0416 or 0x0417 => DeviceAlarms.Crash,
        0x0406 => DeviceAlarms.Vibration,
        0x0407 => DeviceAlarms.Towing,
        0x0C01 => DeviceAlarms.Sos,
        0x0C02 => DeviceAlarms.LowPower,
        0x0C0E or 0x0C10 => DeviceAlarms.PowerCut,
        0x0C0F => DeviceAlarms.LowBattery,
        0x0C12 => DeviceAlarms.Tampering,
        _ => DeviceAlarms.None,
    };

    /// <summary>Harsh driving: bits 0, 1 and 2.</summary>
    public static DeviceAlarms OfHarshDriving(uint bits) =>
        ((bits & 1) != 0 ? DeviceAlarms.HarshAcceleration : DeviceAlarms.None)
        | ((bits & 2) != 0 ? DeviceAlarms.HarshBraking : DeviceAlarms.None)
        | ((bits & 4) != 0 ? DeviceAlarms.HarshCornering : DeviceAlarms.None);

    private static DeviceAlarms OfOtherCameraItem(ushort type) =>
        type is 0x0408 or 0x0409 ? DeviceAlarms.Geofence : DeviceAlarms.Other;

    private static DeviceAlarms OfBit(int bit, bool isOf2019) => bit switch
    {
        0 => DeviceAlarms.Sos,
        1 => DeviceAlarms.Overspeed,
        7 => DeviceAlarms.LowPower,
        8 => DeviceAlarms.PowerCut,
        15 when !isOf2019 => DeviceAlarms.Vibration,
        16 or 17 when !isOf2019 => DeviceAlarms.Tampering,
        20 or 21 or 23 => DeviceAlarms.Geofence,
        25 => DeviceAlarms.FuelLeak,
        28 => DeviceAlarms.Towing,
        29 or 30 => DeviceAlarms.Crash,

        // Fatigue, faults of parts, overtime, theft, illegal ignition, doors.
        _ => DeviceAlarms.Other,
    };
}
