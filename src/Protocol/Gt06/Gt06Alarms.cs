using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>Alarm codes, which are not the same everywhere: status bits, status messages, camera events, modules.</summary>
internal static class Gt06Alarms
{
    /// <summary>The alarm byte of status messages, by the documents of GT06N, GV20, JM-VL03.</summary>
    public static DeviceAlarms OfCode(byte code) => code switch
    {
        0x01 => DeviceAlarms.Sos,
        0x02 => DeviceAlarms.PowerCut,
        0x03 => DeviceAlarms.Vibration,
        0x04 or 0x05 => DeviceAlarms.Geofence,
        0x06 => DeviceAlarms.Overspeed,

        // "Moving alarm": the parked vehicle was moved.
        0x09 => DeviceAlarms.Towing,
        0x0E or 0x0F => DeviceAlarms.LowPower,
        0x13 or 0x18 => DeviceAlarms.Tampering,
        0x15 or 0x19 => DeviceAlarms.LowBattery,
        0x17 => DeviceAlarms.Jamming,
        0x29 => DeviceAlarms.HarshAcceleration,
        0x2A or 0x2B => DeviceAlarms.HarshCornering,
        0x2C => DeviceAlarms.Crash,
        0x30 => DeviceAlarms.HarshBraking,
        0x11 or 0x14 or 0x16 or 0x23 => DeviceAlarms.Other,
        _ => DeviceAlarms.None,
    };

    /// <summary>Bits 3 to 5 of the status byte.</summary>
    public static DeviceAlarms OfStatus(byte status) => ((status >> 3) & 0x07) switch
    {
        1 => DeviceAlarms.Vibration,
        2 => DeviceAlarms.PowerCut,
        3 => DeviceAlarms.LowBattery,
        4 => DeviceAlarms.Sos,
        6 => DeviceAlarms.Geofence,
        7 => DeviceAlarms.Tampering,
        _ => DeviceAlarms.None,
    };

    /// <summary>Events of cameras (0x95).</summary>
    public static DeviceAlarms OfEvent(byte code) => code switch
    {
        0x01 => DeviceAlarms.Sos,
        0x80 => DeviceAlarms.Vibration,
        0x87 => DeviceAlarms.Overspeed,
        0x90 => DeviceAlarms.HarshAcceleration,
        0x91 => DeviceAlarms.HarshBraking,
        0x92 => DeviceAlarms.HarshCornering,
        0x93 => DeviceAlarms.Crash,
        _ => DeviceAlarms.Other,
    };

    /// <summary>Module 2B of 0x70.</summary>
    public static DeviceAlarms OfModule(byte code) => code switch
    {
        0x11 => DeviceAlarms.LowBattery,
        0x12 => DeviceAlarms.LowPower,
        0x13 => DeviceAlarms.PowerCut,
        0x14 => DeviceAlarms.Tampering,
        _ => DeviceAlarms.None,
    };

    /// <summary>The status of a long alarm message (0x33).</summary>
    public static DeviceAlarms OfLongAlarm(byte code) => code switch
    {
        0xA2 or 0xA3 => DeviceAlarms.LowBattery,
        0xA4 or 0xA5 => DeviceAlarms.Other,
        _ => DeviceAlarms.None,
    };
}
