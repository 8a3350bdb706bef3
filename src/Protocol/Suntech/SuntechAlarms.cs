using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Suntech;

/// <summary>The manuals' numbers of alerts and emergencies that are alarms in a report.</summary>
internal static class SuntechAlarms
{
    /// <summary>A driver's tag was read; its number is the alert's data.</summary>
    public const int DriverAlert = 59;

    public static DeviceAlarms OfAlert(int id) => id switch
    {
        1 => DeviceAlarms.Overspeed,
        5 or 6 => DeviceAlarms.Geofence,
        14 => DeviceAlarms.LowBattery,
        15 => DeviceAlarms.Vibration,
        16 => DeviceAlarms.Crash,
        41 => DeviceAlarms.PowerCut,
        42 => DeviceAlarms.Sos,
        46 => DeviceAlarms.HarshAcceleration,
        47 => DeviceAlarms.HarshBraking,
        50 => DeviceAlarms.Jamming,
        _ => DeviceAlarms.None,
    };

    public static DeviceAlarms OfEmergency(int id) => id switch
    {
        1 => DeviceAlarms.Sos,
        3 => DeviceAlarms.PowerCut,
        8 => DeviceAlarms.Vibration,
        _ => DeviceAlarms.Other,
    };
}
