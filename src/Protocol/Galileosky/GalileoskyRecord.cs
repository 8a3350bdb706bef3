using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Galileosky;

/// <summary>
/// Puts the tags of one record into its report. What belongs together (coordinates and motion, seconds and milliseconds)
/// may come in any order. Values without a field stay raw under their tag.
/// </summary>
internal ref struct GalileoskyRecord(DeviceReport report)
{
    /// <summary>Thermometers 0 to 7 are sensors 11 to 18, hygrometers 0 to 7 are 21 to 28. Sensor 1 is the engine's.</summary>
    private const int FirstThermometerSensor = 11;
    private const int FirstHygrometerSensor = 21;
    private const int EngineSensor = 1;

    private const double UnitsPerDegree = 1e6;
    private const double FullHumidity = 255.0;

    private const int MovingBit = 1 << 0;
    private const int EngineBit = 1 << 9;
    private const int SignalShift = 12;
    private const int AlarmBit = 1 << 15;

    private readonly DeviceReport _report = report;
    private long? _seconds;
    private int _milliseconds;
    private ushort? _speed;
    private ushort? _course;
    private short? _height;

    /// <summary>Whether there is anything that makes a report: a time or a place.</summary>
    public bool IsRecord { get; private set; }

    /// <summary>Takes one tag's data of the length that <see cref="GalileoskyTag.DataLength"/> gives.</summary>
    public void Add(byte tag, ReadOnlySpan<byte> data)
    {
        switch (tag)
        {
            case GalileoskyTag.Time:
                _seconds = BinaryPrimitives.ReadUInt32LittleEndian(data);
                IsRecord = true;
                break;
            case GalileoskyTag.Milliseconds:
                _milliseconds = UInt16(data);
                break;
            case GalileoskyTag.Coordinates:
                AddCoordinates(data);
                IsRecord = true;
                break;
            case GalileoskyTag.Motion:
                _speed = UInt16(data);
                _course = UInt16(data[2..]);
                break;
            case GalileoskyTag.Height:
                _height = (short)UInt16(data);
                break;
            case GalileoskyTag.Hdop:
                _report.Hdop = data[0] == 0 ? null : data[0] / 10.0;
                break;
            case GalileoskyTag.Status:
                AddStatus(UInt16(data));
                break;
            case GalileoskyTag.ExternalVoltage:
                _report.ExternalVolts = UInt16(data) / 1000.0;
                break;
            case GalileoskyTag.BatteryVoltage:
                _report.BatteryVolts = UInt16(data) / 1000.0;
                break;
            case GalileoskyTag.DeviceTemperature:
                _report.TryAddIoValue(new IoValue(tag, (sbyte)data[0]));
                break;
            case GalileoskyTag.Outputs:
                _report.DigitalOutputs = UInt16(data);
                break;
            case GalileoskyTag.Inputs:
                _report.DigitalInputs = UInt16(data);
                break;
            case GalileoskyTag.IButton:
                AddDriver(BinaryPrimitives.ReadUInt32LittleEndian(data));
                break;
            case GalileoskyTag.CanEngine:
                AddReading(EngineSensor, SensorKind.Temperature, data[1] - 40);
                AddRaw(tag, data);
                break;
            case GalileoskyTag.Mileage:
                _report.OdometerMeters = BinaryPrimitives.ReadUInt32LittleEndian(data);
                break;
            case >= GalileoskyTag.FirstThermometer and <= GalileoskyTag.LastThermometer when IsTemperature(data[1]):
                AddReading(
                    FirstThermometerSensor + tag - GalileoskyTag.FirstThermometer, SensorKind.Temperature, (sbyte)data[1]);
                break;
            case >= GalileoskyTag.FirstHygrometer and <= GalileoskyTag.LastHygrometer when IsTemperature(data[1]):
                var sensor = FirstHygrometerSensor + tag - GalileoskyTag.FirstHygrometer;
                AddReading(sensor, SensorKind.Temperature, (sbyte)data[1]);
                AddReading(sensor, SensorKind.Humidity, data[2] * 100 / FullHumidity);
                break;
            case GalileoskyTag.Imei or GalileoskyTag.CommandText or GalileoskyTag.UserArray or GalileoskyTag.Extended:
                break;
            default:
                AddRaw(tag, data);
                break;
        }
    }

    /// <summary>After the last tag: what takes two of them to say.</summary>
    public readonly void Complete()
    {
        _report.DeviceTimeMs = _seconds is { } seconds ? (seconds * 1000) + (_milliseconds < 1000 ? _milliseconds : 0) : null;
        if (_report.HasFix)
        {
            _report.SpeedKph = _speed / 10.0;
            _report.CourseDegrees = _course <= 3600 ? _course / 10.0 : null;
            _report.AltitudeMeters = _height;
        }
    }

    /// <summary>Low half byte: satellites; high one: 0 where the coordinates are right, else why they are not.</summary>
    private readonly void AddCoordinates(ReadOnlySpan<byte> data)
    {
        var satellites = data[0] & 0xF;
        var latitude = BinaryPrimitives.ReadInt32LittleEndian(data[1..]);
        var longitude = BinaryPrimitives.ReadInt32LittleEndian(data[5..]);
        _report.Satellites = satellites;
        if ((data[0] >> 4) == 0
            && satellites > 0
            && (latitude | longitude) != 0
            && latitude is >= -90_000_000 and <= 90_000_000
            && longitude is >= -180_000_000 and <= 180_000_000)
        {
            _report.HasFix = true;
            _report.Latitude = latitude / UnitsPerDegree;
            _report.Longitude = longitude / UnitsPerDegree;
        }
    }

    private readonly void AddStatus(ushort status)
    {
        _report.Moving = (status & MovingBit) != 0;
        _report.Ignition = (status & EngineBit) != 0;
        _report.GsmSignal = (status >> SignalShift) & 3;
        _report.Alarms |= (status & AlarmBit) != 0 ? DeviceAlarms.Other : DeviceAlarms.None;
        _report.TryAddIoValue(new IoValue(GalileoskyTag.Status, status));
    }

    private readonly void AddDriver(uint key)
    {
        _report.DriverReported = true;
        Span<byte> digits = stackalloc byte[10];
        if (key != 0 && key.TryFormat(digits, out var written))
        {
            _report.Driver.TrySet(digits[..written]);
        }
    }

    private readonly void AddReading(int sensor, SensorKind kind, double value) =>
        _report.TryAddReading(new SensorReading((byte)sensor, kind, value));

    private readonly void AddRaw(byte tag, ReadOnlySpan<byte> data)
    {
        if (data.Length > sizeof(ulong))
        {
            return;
        }

        ulong number = 0;
        for (var i = data.Length - 1; i >= 0; i--)
        {
            number = (number << 8) | data[i];
        }

        _report.TryAddIoValue(new IoValue(tag, (long)number));
    }

    /// <summary>The range of the sensors that can be fitted; beyond it are their errors.</summary>
    private static bool IsTemperature(byte raw) => (sbyte)raw is >= -55 and <= 125;

    private static ushort UInt16(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt16LittleEndian(data);
}
