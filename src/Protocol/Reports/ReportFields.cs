namespace Gateway.Protocol.Reports;

/// <summary>
/// Which values an encoded report holds. The bits are written to disk: never move or reuse one. The values follow the
/// bitmap in the order of the bits; those marked "flag" are the value themselves.
/// </summary>
[Flags]
internal enum ReportFields : uint
{
    None = 0,
    DeviceTime = 1u << 0,
    FixTime = 1u << 1,

    /// <summary>Flag.</summary>
    HasFix = 1u << 2,
    Position = 1u << 3,

    /// <summary>Flag: the position is two i32 of 1e-7 degree, else two doubles.</summary>
    PositionIsFixedPoint = 1u << 4,
    Altitude = 1u << 5,
    Speed = 1u << 6,
    Course = 1u << 7,
    Satellites = 1u << 8,
    Hdop = 1u << 9,

    /// <summary>Flag: ignition is known.</summary>
    Ignition = 1u << 10,

    /// <summary>Flag: ignition is on.</summary>
    IgnitionOn = 1u << 11,

    /// <summary>Flag: motion is known.</summary>
    Moving = 1u << 12,

    /// <summary>Flag: the vehicle moves.</summary>
    MovingOn = 1u << 13,
    Odometer = 1u << 14,
    ExternalVolts = 1u << 15,
    BatteryVolts = 1u << 16,
    BatteryPercent = 1u << 17,
    GsmSignal = 1u << 18,
    EngineSeconds = 1u << 19,

    /// <summary>Flag.</summary>
    DriverReported = 1u << 20,
    Driver = 1u << 21,
    Vin = 1u << 22,
    DigitalInputs = 1u << 23,
    DigitalOutputs = 1u << 24,
    Alarms = 1u << 25,
    EventCode = 1u << 26,
    Priority = 1u << 27,
    Readings = 1u << 28,
    IoValues = 1u << 29,

    /// <summary>Every bit of version 1; others make a report unreadable.</summary>
    All = (1u << 30) - 1,
}
