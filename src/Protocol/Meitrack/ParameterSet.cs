using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Meitrack;

/// <summary>Puts the parameters of one CCE record into its report. What has no field stays raw, unsigned, by its number.</summary>
internal ref struct ParameterSet(DeviceReport report)
{
    private const double UnitsPerDegree = 1e6;

    /// <summary>Sensors of Bluetooth tags are numbered from here.</summary>
    private const int FirstBluetoothSensor = 10;

    private readonly DeviceReport _report = report;
    private MeitrackFix _fix;

    /// <summary>A parameter of one byte.</summary>
    public void Add(ushort id, byte value)
    {
        switch (id)
        {
            case ParameterId.Event:
                _report.EventCode ??= value;
                break;
            case ParameterId.FixStatus:
                _fix.IsValid = value == 1;
                break;
            case ParameterId.Satellites:
                _report.Satellites = value;
                break;
            case ParameterId.GsmSignal:
                _report.GsmSignal = value;
                break;
            case ParameterId.Outputs:
                _report.DigitalOutputs = value;
                break;
            case ParameterId.Inputs:
                _report.DigitalInputs = value;
                break;
            case ParameterId.BatteryPercent when value <= 100:
                _report.BatteryPercent = value;
                break;
            default:
                AddRaw(id, value);
                break;
        }
    }

    /// <summary>A parameter of two bytes.</summary>
    public void Add(ushort id, ushort value)
    {
        switch (id)
        {
            case ParameterId.Speed:
                _fix.SpeedKph = value;
                break;
            case ParameterId.Course:
                _fix.CourseDegrees = value;
                break;
            case ParameterId.Hdop:
                _fix.Hdop = value / 10.0;
                break;
            case ParameterId.Altitude:
                _fix.AltitudeMeters = (short)value;
                break;
            case >= ParameterId.AnalogInput1 and <= ParameterId.AnalogInput3:
                AddReading(1 + id - ParameterId.AnalogInput1, SensorKind.AnalogVolts, value / 100.0);
                break;
            case ParameterId.Battery:
                _report.BatteryVolts = value / 100.0;
                break;
            case ParameterId.ExternalSupply:
                _report.ExternalVolts = value / 100.0;
                break;
            case ParameterId.WideEvent:
                _report.EventCode = value;
                break;
            case ParameterId.AmbientTemperature:
                AddReading(1, SensorKind.Temperature, (short)value);
                break;
            default:
                AddRaw(id, value);
                break;
        }
    }

    /// <summary>A parameter of four bytes.</summary>
    public void Add(ushort id, uint value)
    {
        switch (id)
        {
            case ParameterId.Latitude:
                _fix.Latitude = (int)value / UnitsPerDegree;
                break;
            case ParameterId.Longitude:
                _fix.Longitude = (int)value / UnitsPerDegree;
                break;
            case ParameterId.Time:
                _report.DeviceTimeMs = MeitrackTime.Utc(value);
                break;
            case ParameterId.Mileage:
                _report.OdometerMeters = value;
                break;
            case ParameterId.DriverTag:
                Span<byte> bytes = stackalloc byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
                DriverTag.ReportBytes(bytes, _report);
                break;
            default:
                AddRaw(id, value);
                break;
        }
    }

    /// <summary>A parameter of any length.</summary>
    public readonly void Add(ushort id, ReadOnlySpan<byte> value)
    {
        switch (id)
        {
            case ParameterId.DriverTag:
                DriverTag.ReportBytes(value, _report);
                break;
            case >= ParameterId.TemperatureSensor1 and <= ParameterId.TemperatureSensor8 when value.Length == 3:
                // The first byte is the number under which the sensor was registered, as in a text record.
                if (WireTemperature.OfHundredths(BinaryPrimitives.ReadInt16LittleEndian(value[1..])) is { } celsius)
                {
                    AddReading(value[0], SensorKind.Temperature, celsius);
                }

                break;
            case ParameterId.BluetoothSensor:
                AddBluetooth(value);
                break;
            default:
                // Cells, access points, names of pictures: a report has no place for them.
                break;
        }
    }

    /// <summary>After the last parameter.</summary>
    public readonly void Complete()
    {
        _fix.Apply(_report);
        if (_report.EventCode is { } code)
        {
            MeitrackEvent.Apply(code, _report);
        }
    }

    /// <summary>Index, name (length and text), address, battery percent, 1/256 °C, 1/256 % of humidity, more.</summary>
    private readonly void AddBluetooth(ReadOnlySpan<byte> value)
    {
        const int AddressLength = 6;
        if (value.Length < 2 || value.Length < 2 + value[1] + AddressLength + 1 + (2 * sizeof(short)))
        {
            return;
        }

        var sensor = FirstBluetoothSensor + value[0];
        var measured = value[(2 + value[1] + AddressLength + 1)..];
        AddReading(sensor, SensorKind.Temperature, BinaryPrimitives.ReadInt16LittleEndian(measured) / 256.0);
        AddReading(sensor, SensorKind.Humidity, BinaryPrimitives.ReadUInt16LittleEndian(measured[sizeof(short)..]) / 256.0);
    }

    private readonly void AddReading(int sensor, SensorKind kind, double value)
    {
        if (sensor <= byte.MaxValue)
        {
            _report.TryAddReading(new SensorReading((byte)sensor, kind, value));
        }
    }

    private readonly void AddRaw(ushort id, long value) => _report.TryAddIoValue(new IoValue(id, value));
}
