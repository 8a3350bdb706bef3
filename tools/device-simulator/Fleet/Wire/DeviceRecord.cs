namespace DeviceSimulator.Fleet.Wire;

/// <summary>What a simulated tracker measured at one moment, before any protocol has put it into bytes.</summary>
public readonly record struct DeviceRecord
{
    /// <summary>Time of the fix, Unix milliseconds.</summary>
    public long TimestampMs { get; init; }

    /// <summary>Counts the records of one vehicle from 0; not sent.</summary>
    public uint Sequence { get; init; }

    /// <summary>WGS-84 degrees × 10⁷.</summary>
    public int LatitudeE7 { get; init; }

    /// <summary>WGS-84 degrees × 10⁷.</summary>
    public int LongitudeE7 { get; init; }

    /// <summary>Total distance driven, metres.</summary>
    public uint OdometerMetres { get; init; }

    /// <summary>iButton ROM code, 0 when none is plugged in. See <see cref="Routes.DriverKeys"/>.</summary>
    public ulong DriverKey { get; init; }

    /// <summary>Metres above the ellipsoid.</summary>
    public short AltitudeMetres { get; init; }

    /// <summary>Degrees clockwise from north, 0 to 359.</summary>
    public ushort CourseDegrees { get; init; }

    public ushort SpeedKmh { get; init; }

    /// <summary>Vehicle battery, millivolts.</summary>
    public ushort ExternalMillivolts { get; init; }

    /// <summary>The tracker's own battery, millivolts.</summary>
    public ushort BatteryMillivolts { get; init; }

    /// <summary>Cargo temperature, tenths of a degree Celsius; only where <see cref="HasTemperature"/>.</summary>
    public short TemperatureTenths { get; init; }

    public byte Satellites { get; init; }

    /// <summary>Horizontal dilution of precision × 10.</summary>
    public byte HdopTenths { get; init; }

    /// <summary>GSM signal, 0 to 5 bars.</summary>
    public byte GsmBars { get; init; }

    public bool Ignition { get; init; }

    public bool Moving { get; init; }

    /// <summary>The ignition changed with this record.</summary>
    public bool IgnitionChanged { get; init; }

    /// <summary>A cargo temperature sensor is fitted.</summary>
    public bool HasTemperature { get; init; }

    /// <summary>A reader for iButton driver keys is fitted.</summary>
    public bool HasDriverReader { get; init; }
}
