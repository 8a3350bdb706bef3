using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Text reports of SA200, ST200, ST300, ST500 and ST600: status (STT), emergency (EMG), event (EVT), alert (ALT), data of an
/// external device (UEX).
/// </summary>
internal static class LegacyReport
{
    /// <summary>"ST300" and the like.</summary>
    public const int ModelLength = 5;

    private const int MinHourMeterDigits = 6;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Whether there is such a report.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("STT"u8)
        || kind.SequenceEqual("EMG"u8)
        || kind.SequenceEqual("EVT"u8)
        || kind.SequenceEqual("ALT"u8)
        || kind.SequenceEqual("UEX"u8);

    /// <summary>Reads a report into a cleared one; false where the fields are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, in SerialData data, DeviceReport report)
    {
        var fields = new FieldReader(text, (byte)';');
        var name = fields.Read();
        var layout = new LegacyLayout(name);
        var kind = name[ModelLength..];
        fields.Skip(layout.HasModel ? 3 : 2); // Device id, model, version.
        report.DeviceTimeMs = SuntechFix.Time(fields.Read(), fields.Read());
        fields.Skip((layout.HasCell ? 1 : 0) + (layout.HasNetwork ? LegacyLayout.NetworkFields - 1 : 0));
        if (layout.HasNetwork)
        {
            report.GsmSignal = FieldNumber.Integer(fields.Read());
        }

        var fix = default(SuntechFix);
        fix.ReadFields(ref fields);
        if (fix.Latitude is null || fix.Longitude is null)
        {
            return false;
        }

        report.Satellites = FieldNumber.Integer(fields.Read());
        fix.ReadStatus(ref fields);
        fix.Apply(report);
        report.OdometerMeters = FieldNumber.Long(fields.Read());
        report.ExternalVolts = FieldNumber.Decimal(fields.Read());
        ReadInputs(fields.Read(), report);
        ReadEvent(kind, ref fields, report);
        if (data.IsThere)
        {
            SerialContent.Read(text[data.Start..data.End], report);
            fields = new FieldReader(text[(data.End + 1)..], (byte)';');
            fields.Skip(1); // Its checksum.
        }

        if (layout.MayHaveHourMeter)
        {
            ReadHourMeter(ref fields, report);
        }

        return true;
    }

    /// <summary>Ignition, inputs, outputs: 1 and 3 and 2 digits, or (models with V) 1 and 4 and 3.</summary>
    private static void ReadInputs(ReadOnlySpan<byte> field, DeviceReport report)
    {
        var inputs = field.Length switch
        {
            6 => 3,
            8 => 4,
            _ => 0,
        };
        if (inputs == 0 || field.ContainsAnyExcept((byte)'0', (byte)'1'))
        {
            return;
        }

        report.Ignition = field[0] == '1';
        report.DigitalInputs = Bits(field.Slice(1, inputs));
        report.DigitalOutputs = Bits(field[(1 + inputs)..]);
    }

    private static uint Bits(ReadOnlySpan<byte> digits)
    {
        uint bits = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            bits |= (uint)(digits[i] - '0') << i;
        }

        return bits;
    }

    private static void ReadEvent(ReadOnlySpan<byte> kind, ref FieldReader fields, DeviceReport report)
    {
        if (kind[0] == 'S')
        {
            fields.Skip(2); // Mode, number of the message.
            return;
        }

        if (kind[0] == 'U')
        {
            return;
        }

        report.EventCode = FieldNumber.Integer(fields.Read());
        if (report.EventCode is { } id)
        {
            report.Alarms = kind.SequenceEqual("ALT"u8) ? SuntechAlarms.OfAlert(id)
                : kind.SequenceEqual("EMG"u8) ? SuntechAlarms.OfEmergency(id)
                : DeviceAlarms.None;
        }
    }

    /// <summary>
    /// What stands at the end depends on the device's settings, which a frame does not tell; each value is known by its form:
    /// hour meter in minutes, backup voltage, 0 or 1; then analog values, engine speed, a driver's tag of at least 12
    /// hexadecimal digits and 0 or 1; then sensors as <c>serial:temperature</c>.
    /// </summary>
    private static void ReadHourMeter(ref FieldReader fields, DeviceReport report)
    {
        var minutes = fields.Read();
        var volts = fields.Read();
        var messageType = fields.Read();
        if (minutes.Length < MinHourMeterDigits
            || minutes.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !volts.Contains((byte)'.')
            || messageType is not [(byte)'0' or (byte)'1'])
        {
            return;
        }

        report.EngineSeconds = 60.0 * FieldNumber.Long(minutes);
        report.BatteryVolts = FieldNumber.Decimal(volts);
        var sensor = 0;
        while (fields.TryRead(out var field))
        {
            var colon = field.IndexOf((byte)':');
            if (colon >= 0)
            {
                sensor++;
                if (sensor <= byte.MaxValue && FieldNumber.Decimal(field[(colon + 1)..]) is { } celsius)
                {
                    report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Temperature, celsius));
                }
            }
            else if (sensor == 0 && IsTag(field))
            {
                DriverId.Report(field, report);
            }
        }
    }

    private static bool IsTag(ReadOnlySpan<byte> field)
    {
        const int MinTagDigits = 12;
        const int MaxTagDigits = 16;
        return field.Length is >= MinTagDigits and <= MaxTagDigits
            && !field.ContainsAnyExcept(HexDigits);
    }
}
