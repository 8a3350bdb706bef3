using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// Puts the IO elements of one record into its report. An id means something only in the size that the vendor's list
/// gives it: the same number in another size is another model's element and stays raw, as does a value that the list
/// declares an error, and every id that has no field. The list is in the README of this folder.
/// </summary>
internal ref struct AvlElements(DeviceReport report)
{
    private readonly DeviceReport _report = report;
    private DriverCard _card;

    /// <summary>An element of one byte.</summary>
    public readonly void Add(ushort id, byte value)
    {
        switch (id)
        {
            case AvlId.Ignition when value <= 1:
                _report.Ignition = value == 1;
                break;
            case AvlId.Movement when value <= 1:
                _report.Moving = value == 1;
                break;
            case >= AvlId.DigitalInput1 and <= AvlId.DigitalInput4 when value <= 1:
                _report.DigitalInputs = WithBit(_report.DigitalInputs, id - AvlId.DigitalInput1, value);
                break;
            case AvlId.DigitalOutput1 or AvlId.DigitalOutput2 when value <= 1:
                _report.DigitalOutputs = WithBit(_report.DigitalOutputs, id - AvlId.DigitalOutput1, value);
                break;
            case AvlId.DigitalOutput3 or AvlId.DigitalOutput4 when value <= 1:
                _report.DigitalOutputs = WithBit(_report.DigitalOutputs, 2 + id - AvlId.DigitalOutput3, value);
                break;
            case AvlId.GsmSignal when value <= 5:
                _report.GsmSignal = value;
                break;
            case AvlId.BatteryLevel when value <= 100:
                _report.BatteryPercent = value;
                break;
            case >= AvlId.EyeHumidity1 and <= AvlId.EyeHumidity4 when value <= 100:
                AddReading(id, value, AvlId.FirstEyeSensor + id - AvlId.EyeHumidity1, SensorKind.Humidity, value);
                break;
            default:
                var alarm = AvlAlarms.Of(id, value, _report.EventCode);
                _report.Alarms |= alarm;
                if (alarm == DeviceAlarms.None || AvlAlarms.SaysMore(id))
                {
                    AddRaw(id, value);
                }

                break;
        }
    }

    /// <summary>An element of two bytes.</summary>
    public readonly void Add(ushort id, ushort value)
    {
        const SensorKind Temperature = SensorKind.Temperature;
        switch (id)
        {
            case AvlId.ExternalVoltage:
                _report.ExternalVolts = value / 1000.0;
                break;
            case AvlId.BatteryVoltage:
                _report.BatteryVolts = value / 1000.0;
                break;
            case AvlId.Hdop when value > 0:
                _report.Hdop = value / 10.0;
                break;
            case AvlId.AnalogInput1 or AvlId.AnalogInput2 or AvlId.AnalogInput3:
                AddReading(id, value, 1 + id - AvlId.AnalogInput1, SensorKind.AnalogVolts, value / 1000.0);
                break;
            case AvlId.AnalogInput2OfFmb:
                AddReading(id, value, 2, SensorKind.AnalogVolts, value / 1000.0);
                break;
            case AvlId.AnalogInput4:
                AddReading(id, value, 4, SensorKind.AnalogVolts, value / 1000.0);
                break;
            case >= AvlId.BleTemperature1 and <= AvlId.BleTemperature4 when AvlRange.IsBleTemperature(value):
                AddReading(
                    id, value, AvlId.FirstBleSensor + id - AvlId.BleTemperature1, Temperature, (short)value / 100.0);
                break;
            case AvlId.BleHumidity1 or AvlId.BleHumidity2 or AvlId.BleHumidity3 or AvlId.BleHumidity4
                when AvlRange.IsBleHumidity(value):
                AddReading(id, value, AvlId.BleSensorOfHumidity(id), SensorKind.Humidity, value / 10.0);
                break;
            case >= AvlId.EyeTemperature1 and <= AvlId.EyeTemperature4 when AvlRange.IsEyeTemperature(value):
                AddReading(
                    id, value, AvlId.FirstEyeSensor + id - AvlId.EyeTemperature1, Temperature, (short)value / 100.0);
                break;
            case >= AvlId.AxisX and <= AvlId.AxisZ:
                AddRaw(id, (short)value);
                break;
            default:
                AddRaw(id, value);
                break;
        }
    }

    /// <summary>An element of four bytes.</summary>
    public readonly void Add(ushort id, uint value)
    {
        switch (id)
        {
            case AvlId.TotalOdometer:
                _report.OdometerMeters = value;
                break;
            case AvlId.IgnitionOnCounter:
                _report.EngineSeconds = value;
                break;
            case >= AvlId.DallasTemperature1 and <= AvlId.DallasTemperature4 when AvlRange.IsDallasTemperature(value):
                AddReading(id, value, 1 + id - AvlId.DallasTemperature1, SensorKind.Temperature, (int)value / 10.0);
                break;
            default:
                AddRaw(id, value);
                break;
        }
    }

    /// <summary>An element of eight bytes.</summary>
    public void Add(ushort id, ulong value)
    {
        switch (id)
        {
            case AvlId.IButton:
                AddDriver(id, value, BinaryPrimitives.ReverseEndianness(value));
                break;
            case AvlId.Rfid:
                AddDriver(id, value, value);
                break;
            case AvlId.DriverCardHigh:
                _card.High = value;
                break;
            case AvlId.DriverCardLow:
                _card.Low = value;
                break;
            default:
                AddRaw(id, (long)value);
                break;
        }
    }

    /// <summary>An element of any length (8 Extended).</summary>
    public readonly void Add(ushort id, ReadOnlySpan<byte> value)
    {
        if (id is AvlId.Vin or AvlId.CanVin && _report.Vin.IsEmpty && !value.IsEmpty && _report.Vin.TrySet(value))
        {
            return;
        }

        // A report has no place for longer ones (beacon lists, trouble codes, crash traces); an empty one is no value.
        if (value.Length is > 0 and <= sizeof(ulong))
        {
            ulong number = 0;
            foreach (var part in value)
            {
                number = (number << 8) | part;
            }

            AddRaw(id, (long)number);
        }
    }

    /// <summary>After the last element: what takes two elements to say.</summary>
    public readonly void Complete()
    {
        if (_card.IsAny && !_card.TryReport(_report))
        {
            AddRaw(AvlId.DriverCardHigh, (long?)_card.High);
            AddRaw(AvlId.DriverCardLow, (long?)_card.Low);
        }
    }

    private readonly void AddDriver(ushort id, ulong raw, ulong credential)
    {
        _report.DriverReported = true;
        if (raw == 0)
        {
            return;
        }

        Span<byte> hex = stackalloc byte[2 * sizeof(ulong)];
        if (!_report.Driver.IsEmpty || !credential.TryFormat(hex, out _, "X16") || !_report.Driver.TrySet(hex))
        {
            AddRaw(id, (long)raw);
        }
    }

    private readonly void AddReading(ushort id, long raw, int sensor, SensorKind kind, double value)
    {
        if (!_report.TryAddReading(new SensorReading((byte)sensor, kind, value)))
        {
            AddRaw(id, raw);
        }
    }

    private readonly void AddRaw(ushort id, long? value)
    {
        if (value is { } known)
        {
            // Never full: the reader refuses records with more elements than a report holds.
            _report.TryAddIoValue(new IoValue(id, known));
        }
    }

    private static uint WithBit(uint? bits, int bit, byte value) =>
        (bits.GetValueOrDefault() & ~(1u << bit)) | ((uint)value << bit);
}
