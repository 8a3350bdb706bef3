using System.Runtime.InteropServices;

namespace Gateway.Protocol.Reports;

/// <summary>
/// What one record of a device says, in one shape for all protocols. Mutable and reused: a decoder clears it, fills it
/// and hands it to an <see cref="IReportSink"/>; nobody keeps a reference. A value that the device did not send is null.
/// </summary>
public sealed class DeviceReport
{
    /// <summary>The most sensor readings that one report holds; a decoder keeps the first ones.</summary>
    public const int MaxReadings = 32;

    /// <summary>The most id/value pairs that one report holds; a decoder refuses a record with more.</summary>
    public const int MaxIoValues = 512;

    private readonly List<SensorReading> _readings = new(8);
    private readonly List<IoValue> _ioValues = new(32);

    // A field, so that callers can fill the text in place.
    private DeviceText _driver;
    private DeviceText _vin;

    public ReportKind Kind { get; set; }

    /// <summary>The record's own time by the device's clock, Unix milliseconds; null where the message carries none.</summary>
    public long? DeviceTimeMs { get; set; }

    /// <summary>When the position was fixed, Unix milliseconds; null where the protocol does not tell it apart.</summary>
    public long? FixTimeMs { get; set; }

    /// <summary>
    /// Whether <see cref="Latitude"/> and <see cref="Longitude"/> are a new, valid fix. False: the vehicle has not
    /// moved as far as this report knows, and the two are not to be used.
    /// </summary>
    public bool HasFix { get; set; }

    /// <summary>WGS-84 degrees, north positive.</summary>
    public double Latitude { get; set; }

    /// <summary>WGS-84 degrees, east positive.</summary>
    public double Longitude { get; set; }

    /// <summary>Metres above sea level.</summary>
    public double? AltitudeMeters { get; set; }

    /// <summary>Speed over ground, km/h.</summary>
    public double? SpeedKph { get; set; }

    /// <summary>Course over ground, degrees clockwise from true north, 0 to 360.</summary>
    public double? CourseDegrees { get; set; }

    public int? Satellites { get; set; }

    /// <summary>Horizontal dilution of precision.</summary>
    public double? Hdop { get; set; }

    public bool? Ignition { get; set; }

    /// <summary>The device's own motion detection.</summary>
    public bool? Moving { get; set; }

    /// <summary>Total distance, metres.</summary>
    public double? OdometerMeters { get; set; }

    /// <summary>Supply voltage, volts.</summary>
    public double? ExternalVolts { get; set; }

    /// <summary>The device's own battery, volts.</summary>
    public double? BatteryVolts { get; set; }

    /// <summary>The device's own battery, percent.</summary>
    public double? BatteryPercent { get; set; }

    /// <summary>Mobile signal in the protocol's own scale (Teltonika: 0 to 5).</summary>
    public int? GsmSignal { get; set; }

    /// <summary>Engine run time, seconds.</summary>
    public double? EngineSeconds { get; set; }

    /// <summary>
    /// Driver's credential (iButton, RFID, tachograph card) as upper-case hex or the card's text. Meaningful where
    /// <see cref="DriverReported"/>; empty then means that no driver is present.
    /// </summary>
    public ref DeviceText Driver => ref _driver;

    /// <summary>Whether the report says anything about the driver.</summary>
    public bool DriverReported { get; set; }

    public ref DeviceText Vin => ref _vin;

    /// <summary>Digital inputs: bit n-1 is input n. Null where none is reported.</summary>
    public uint? DigitalInputs { get; set; }

    /// <summary>Digital outputs: bit n-1 is output n. Null where none is reported.</summary>
    public uint? DigitalOutputs { get; set; }

    public DeviceAlarms Alarms { get; set; }

    /// <summary>The protocol's own code of what triggered the record (Teltonika: event AVL id); null where none.</summary>
    public int? EventCode { get; set; }

    /// <summary>The protocol's own priority of the record; null where none.</summary>
    public int? Priority { get; set; }

    /// <summary>Numbered sensor values, in the order sent. Valid until the report is changed.</summary>
    public ReadOnlySpan<SensorReading> Readings => CollectionsMarshal.AsSpan(_readings);

    /// <summary>Values without a field of their own, in the order sent. Valid until the report is changed.</summary>
    public ReadOnlySpan<IoValue> IoValues => CollectionsMarshal.AsSpan(_ioValues);

    /// <summary>Adds a sensor value; false where the report is full.</summary>
    public bool TryAddReading(SensorReading reading)
    {
        if (_readings.Count == MaxReadings)
        {
            return false;
        }

        _readings.Add(reading);
        return true;
    }

    /// <summary>Adds a value by id; false where the report is full.</summary>
    public bool TryAddIoValue(IoValue value)
    {
        if (_ioValues.Count == MaxIoValues)
        {
            return false;
        }

        _ioValues.Add(value);
        return true;
    }

    /// <summary>Makes the report empty, as new, keeping its buffers.</summary>
    public void Clear()
    {
        Kind = ReportKind.Record;
        DeviceTimeMs = null;
        FixTimeMs = null;
        HasFix = false;
        Latitude = 0;
        Longitude = 0;
        AltitudeMeters = null;
        SpeedKph = null;
        CourseDegrees = null;
        Satellites = null;
        Hdop = null;
        Ignition = null;
        Moving = null;
        OdometerMeters = null;
        ExternalVolts = null;
        BatteryVolts = null;
        BatteryPercent = null;
        GsmSignal = null;
        EngineSeconds = null;
        _driver.Clear();
        DriverReported = false;
        _vin.Clear();
        DigitalInputs = null;
        DigitalOutputs = null;
        Alarms = DeviceAlarms.None;
        EventCode = null;
        Priority = null;
        _readings.Clear();
        _ioValues.Clear();
    }
}
