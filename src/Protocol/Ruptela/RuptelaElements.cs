using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// Puts the elements of one record into its report. Ids that have no field, or come in another size than theirs, stay raw.
/// The list is in the README of this folder.
/// </summary>
internal ref struct RuptelaElements(DeviceReport report)
{
    private const int FirstInput = 2;
    private const int LastInput = 5;
    private const double ColdestSensor = -55;
    private const double HottestSensor = 125;

    private readonly DeviceReport _report = report;
    private ulong? _cardHigh;
    private ulong? _cardLow;

    /// <summary>False where the report is full.</summary>
    public bool Add(ushort id, int size, ulong value) => size switch
    {
        1 => AddByte(id, (byte)value),
        2 => AddShort(id, (ushort)value),
        4 => AddInt(id, (uint)value),
        _ => AddLong(id, value),
    };

    /// <summary>After the last element: a driver card takes two.</summary>
    public readonly void Complete()
    {
        if (_cardHigh is not { } high || _cardLow is not { } low)
        {
            return;
        }

        _report.DriverReported = true;
        Span<byte> text = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(text, high);
        BinaryPrimitives.WriteUInt64BigEndian(text[sizeof(ulong)..], low);
        var number = text.TrimEnd((byte)0).TrimEnd((byte)' ');
        if (_report.Driver.IsEmpty)
        {
            _report.Driver.TrySet(number);
        }
    }

    private readonly bool AddByte(ushort id, byte value)
    {
        switch (id)
        {
            case >= FirstInput and <= LastInput when value <= 1:
                var bit = id - FirstInput;
                _report.DigitalInputs = (_report.DigitalInputs.GetValueOrDefault() & ~(1u << bit)) | ((uint)value << bit);
                return true;
            case 13 or 173 when value <= 1:
                _report.Moving = value == 1;
                return true;
            case 251 or 409 when value <= 1:
                _report.Ignition = value == 1;
                return true;
            case 27 when value <= 31:
                _report.GsmSignal = value;
                return true;
            case 32:
                return AddRaw(id, (sbyte)value);
            default:
                _report.Alarms |= AlarmOf(id, value);
                return AddRaw(id, value);
        }
    }

    private readonly bool AddShort(ushort id, ushort value)
    {
        switch (id)
        {
            case 29:
                _report.ExternalVolts = value / 1000.0;
                return true;
            case 30:
                _report.BatteryVolts = value / 1000.0;
                return true;
            case 22 or 23 when value != ushort.MaxValue:
                return AddReading(id, value, 1 + id - 22, SensorKind.AnalogVolts, value / 1000.0);
            case 20 or 21 when value != ushort.MaxValue:
                return AddReading(id, value, 3 + id - 20, SensorKind.AnalogVolts, value / 1000.0);
            case 74 or 78 or 79 or 80:
                return AddTemperature(id, value, (short)value / 10.0);
            default:
                _report.Alarms |= AlarmOf(id, value);
                return AddRaw(id, value);
        }
    }

    private readonly bool AddInt(ushort id, uint value)
    {
        switch (id)
        {
            case 65:
                _report.OdometerMeters = value;
                return true;
            case 74 or 78 or 79 or 80:
                return AddTemperature(id, value, (int)value / 10.0);
            default:
                return AddRaw(id, value);
        }
    }

    private bool AddLong(ushort id, ulong value)
    {
        switch (id)
        {
            case 34:
                return AddButton(value);
            case 126 or 155:
                _cardHigh ??= value;
                return true;
            case 127 or 156:
                _cardLow ??= value;
                return true;
            default:
                return AddRaw(id, (long)value);
        }
    }

    /// <summary>An iButton's 64 bits as sent; 0 is none.</summary>
    private readonly bool AddButton(ulong value)
    {
        _report.DriverReported = true;
        Span<byte> hex = stackalloc byte[2 * sizeof(ulong)];
        if (value != 0 && value.TryFormat(hex, out _, "X16", System.Globalization.CultureInfo.InvariantCulture))
        {
            _report.Driver.TrySet(hex);
        }

        return true;
    }

    private readonly bool AddTemperature(ushort id, uint raw, double celsius) =>
        celsius is >= ColdestSensor and <= HottestSensor
            ? AddReading(id, raw, id == 74 ? 4 : 1 + id - 78, SensorKind.Temperature, celsius)
            : AddRaw(id, raw);

    private readonly bool AddReading(ushort id, long raw, int sensor, SensorKind kind, double value) =>
        _report.TryAddReading(new SensorReading((byte)sensor, kind, value)) || AddRaw(id, raw);

    private readonly bool AddRaw(ushort id, long value) => _report.TryAddIoValue(new IoValue(id, value));

    private static DeviceAlarms AlarmOf(ushort id, uint value) => id switch
    {
        88 when value > 0 => DeviceAlarms.Jamming,
        134 when value > 0 => DeviceAlarms.HarshBraking,
        136 when value > 0 => DeviceAlarms.HarshAcceleration,
        410 when value > 0 => DeviceAlarms.Towing,
        411 when value > 0 => DeviceAlarms.Crash,
        758 when value == 1 => DeviceAlarms.Tampering,
        _ => DeviceAlarms.None,
    };
}
