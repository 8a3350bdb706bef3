using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Meitrack;

/// <summary>The document's event codes that mean something in a report; the code itself is always kept.</summary>
internal static class MeitrackEvent
{
    /// <summary>An iButton or RFID tag was read; its number is the event's data.</summary>
    public const int DriverTag = 37;

    private const int Heartbeat = 31;
    private const int StopMoving = 41;
    private const int StartMoving = 42;

    public static void Apply(int code, DeviceReport report)
    {
        report.Alarms = Alarm(code);
        switch (code)
        {
            case Heartbeat:
                report.Kind = ReportKind.Heartbeat;
                break;
            case StopMoving or StartMoving:
                report.Moving = code == StartMoving;
                break;
        }
    }

    private static DeviceAlarms Alarm(int code) => code switch
    {
        1 => DeviceAlarms.Sos,
        17 => DeviceAlarms.LowBattery,
        18 => DeviceAlarms.LowPower,
        19 => DeviceAlarms.Overspeed,
        20 or 21 => DeviceAlarms.Geofence,
        23 => DeviceAlarms.PowerCut,
        28 => DeviceAlarms.Tampering,
        36 => DeviceAlarms.Towing,
        44 => DeviceAlarms.Jamming,
        50 or 51 => DeviceAlarms.Temperature,
        54 => DeviceAlarms.FuelLeak,
        78 => DeviceAlarms.Crash,
        90 or 91 => DeviceAlarms.HarshCornering,
        129 => DeviceAlarms.HarshBraking,
        130 => DeviceAlarms.HarshAcceleration,
        133 => DeviceAlarms.Idling,
        135 => DeviceAlarms.Other,
        _ => DeviceAlarms.None,
    };
}
