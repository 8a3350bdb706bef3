namespace Gateway.Protocol.Reports;

/// <summary>Alarms that a report raises. The bits are written to disk: never reuse one.</summary>
[Flags]
public enum DeviceAlarms
{
    None = 0,
    Sos = 1 << 0,
    Overspeed = 1 << 1,
    PowerCut = 1 << 2,
    LowPower = 1 << 3,
    LowBattery = 1 << 4,
    Towing = 1 << 5,
    Crash = 1 << 6,
    HarshAcceleration = 1 << 7,
    HarshBraking = 1 << 8,
    HarshCornering = 1 << 9,
    Jamming = 1 << 10,
    Tampering = 1 << 11,
    Unplugged = 1 << 12,
    Idling = 1 << 13,
    Geofence = 1 << 14,
    Vibration = 1 << 15,
    FuelLeak = 1 << 16,
    Temperature = 1 << 17,
    Other = 1 << 30,
}
