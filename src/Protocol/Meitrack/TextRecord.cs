using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// A record as text: event, latitude, longitude, time, A or V, satellites, GSM, speed, course, HDOP, altitude, mileage,
/// run time, base station, I/O, analog values; then, as far as sent, event data, reserved, protocol version, fuel,
/// temperatures. AFF has the number of stored records before the event.
/// </summary>
internal static class TextRecord
{
    /// <summary>From this version on temperatures are signed hundredths.</summary>
    private const int VersionOfSignedTemperatures = 3;

    /// <summary>Reads a record into a cleared report; false where the fields are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, DeviceReport report)
    {
        var fields = new FieldReader(data, (byte)',');
        var eventCode = FieldNumber.Integer(fields.Read());
        var latitude = fields.Read();
        if (eventCode is not null && !latitude.Contains((byte)'.'))
        {
            eventCode = FieldNumber.Integer(latitude);
            latitude = fields.Read();
        }

        if (eventCode is not >= 0)
        {
            return false;
        }

        report.EventCode = eventCode;
        MeitrackEvent.Apply(eventCode.GetValueOrDefault(), report);
        if (!TryReadPosition(ref fields, latitude, report))
        {
            return false;
        }

        report.OdometerMeters = FieldNumber.Long(fields.Read());
        Add(report, ParameterId.RunTime, FieldNumber.Long(fields.Read()));
        fields.Skip(1); // The base station.
        ReadInputs(fields.Read(), report);
        ReadAnalog(fields.Read(), report);
        ReadEventData(fields.Read(), report);
        fields.Skip(1); // Reserved.
        var version = FieldNumber.Integer(fields.Read()) ?? 0;
        Add(report, ParameterId.FuelPercent, Hundredths(fields.Read()));
        ReadTemperatures(fields.Read(), version, report);
        return true;
    }

    private static bool TryReadPosition(ref FieldReader fields, ReadOnlySpan<byte> latitudeField, DeviceReport report)
    {
        var latitude = FieldNumber.Decimal(latitudeField);
        var longitude = FieldNumber.Decimal(fields.Read());
        var time = fields.Read();
        var validity = fields.Read();
        if (latitude is null || longitude is null || time.Length != 12 || validity is not [(byte)'A' or (byte)'V'])
        {
            return false;
        }

        report.DeviceTimeMs = FieldTime.Utc(
            2000 + FieldTime.TwoDigits(time, 0),
            FieldTime.TwoDigits(time, 2),
            FieldTime.TwoDigits(time, 4),
            FieldTime.TwoDigits(time, 6),
            FieldTime.TwoDigits(time, 8),
            FieldTime.TwoDigits(time, 10));
        report.Satellites = FieldNumber.Integer(fields.Read());
        report.GsmSignal = FieldNumber.Integer(fields.Read());
        var fix = new MeitrackFix
        {
            IsValid = validity[0] == 'A',
            Latitude = latitude.GetValueOrDefault(),
            Longitude = longitude.GetValueOrDefault(),
            SpeedKph = FieldNumber.Decimal(fields.Read()),
            CourseDegrees = FieldNumber.Decimal(fields.Read()),
            Hdop = FieldNumber.Decimal(fields.Read()),
            AltitudeMeters = FieldNumber.Decimal(fields.Read()),
        };
        fix.Apply(report);
        return true;
    }

    /// <summary>Four hexadecimal digits: inputs 8 to 1, outputs 8 to 1.</summary>
    private static void ReadInputs(ReadOnlySpan<byte> field, DeviceReport report)
    {
        if (field.Length == 4 && FieldNumber.Hex(field) is { } bits)
        {
            report.DigitalInputs = bits >> 8;
            report.DigitalOutputs = bits & 0xFF;
        }
    }

    /// <summary>
    /// Three analog inputs, battery and external supply, in hexadecimal hundredths of a volt; or battery and supply first,
    /// in volts with a decimal point (TC68). A tracker that gives its battery and leaves the supply empty has nothing
    /// connected to it: 0 V.
    /// </summary>
    private static void ReadAnalog(ReadOnlySpan<byte> field, DeviceReport report)
    {
        var inVolts = field.Contains((byte)'.');
        var values = new FieldReader(field, (byte)'|');
        if (inVolts)
        {
            report.BatteryVolts = FieldNumber.Decimal(values.Read());
            report.ExternalVolts = FieldNumber.Decimal(values.Read());
            return;
        }

        for (ushort id = ParameterId.AnalogInput1; id <= ParameterId.AnalogInput3; id++)
        {
            Add(report, id, FieldNumber.Hex(values.Read()));
        }

        report.BatteryVolts = FieldNumber.Hex(values.Read()) / 100.0;
        if (values.TryRead(out var supply))
        {
            report.ExternalVolts = supply.IsEmpty && report.BatteryVolts.HasValue ? 0 : FieldNumber.Hex(supply) / 100.0;
        }
    }

    private static void ReadEventData(ReadOnlySpan<byte> field, DeviceReport report)
    {
        if (report.EventCode == MeitrackEvent.DriverTag && !field.IsEmpty)
        {
            DriverTag.Report(field, report);
        }
    }

    /// <summary>Two digits of whole percents and two of hundredths, hexadecimal.</summary>
    private static long? Hundredths(ReadOnlySpan<byte> field) =>
        field.Length == 4 && FieldNumber.Hex(field) is { } value ? (100 * (value >> 8)) + (value & 0xFF) : null;

    private static void ReadTemperatures(ReadOnlySpan<byte> field, int version, DeviceReport report)
    {
        var sensors = new FieldReader(field, (byte)'|');
        while (!field.IsEmpty && sensors.TryRead(out var sensor))
        {
            if (sensor.Length == 6 && FieldNumber.Hex(sensor) is { } value)
            {
                var celsius = version >= VersionOfSignedTemperatures
                    ? WireTemperature.OfHundredths((short)value)
                    : WireTemperature.OfParts((byte)(value >> 8), (byte)value);
                if (celsius is { } known)
                {
                    report.TryAddReading(new SensorReading((byte)(value >> 16), SensorKind.Temperature, known));
                }
            }
        }
    }

    private static void Add(DeviceReport report, ushort id, long? value)
    {
        if (value is { } known)
        {
            report.TryAddIoValue(new IoValue(id, known));
        }
    }
}
