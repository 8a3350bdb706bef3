using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>Universal text reports: status (STT), alert (ALT), external data (UEX), beacons (BLE). A map says which fields are there.</summary>
internal static class UniversalReport
{
    /// <summary>The fields of a map that come before an external device's data.</summary>
    public const uint FieldsBeforeData = (1u << 19) - 2;

    /// <summary>Beacon reports have no map: model, version, date, time, latitude, longitude.</summary>
    private const uint BeaconMap = 0b1_1000_0011_0110;

    private const int BackupVoltage = 0;
    private const int SupplyVoltage = 1;

    /// <summary>Whether there is such a report.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("STT"u8) || name.SequenceEqual("ALT"u8) || name.SequenceEqual("UEX"u8) || name.SequenceEqual("BLE"u8);

    /// <summary>Reads a report into a cleared one; false where the fields are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, in SerialData data, DeviceReport report)
    {
        var fields = new FieldReader(text, (byte)';');
        var name = fields.Read();
        fields.Skip(1); // Device id.
        var isBeacon = name[0] == 'B';
        if ((isBeacon ? BeaconMap : FieldNumber.Hex(fields.Read())) is not { } bits)
        {
            return false;
        }

        var map = new FieldMap(bits);
        fields.Skip(map.Count(1, 3)); // Model, version, type of message.
        var date = map.Has(4) ? fields.Read() : default;
        var time = map.Has(5) ? fields.Read() : default;
        report.DeviceTimeMs = SuntechFix.Time(date, time);
        fields.Skip(map.Count(6, 9)); // The cell.
        report.GsmSignal = map.Has(10) ? FieldNumber.Integer(fields.Read()) : null;
        var fix = new SuntechFix
        {
            Latitude = map.Has(11) ? FieldNumber.Decimal(fields.Read()) : null,
            Longitude = map.Has(12) ? FieldNumber.Decimal(fields.Read()) : null,
            Speed = map.Has(13) ? FieldNumber.Decimal(fields.Read()) : null,
            Course = map.Has(14) ? FieldNumber.Decimal(fields.Read()) : null,
            IsValid = isBeacon,
        };
        report.Satellites = map.Has(15) ? FieldNumber.Integer(fields.Read()) : null;
        if (map.Has(16))
        {
            fix.ReadStatus(ref fields);
        }

        fix.Apply(report);
        ReadInputs(in map, ref fields, report);
        if (isBeacon)
        {
            return true;
        }

        if (data.IsThere)
        {
            SerialContent.Read(text[data.Start..data.End], report);
        }
        else if (name[0] is (byte)'A' or (byte)'S')
        {
            ReadEvent(isAlert: name[0] == 'A', in map, ref fields, report);
            ReadAssigned(in map, ref fields, report);
        }

        return true;
    }

    private static void ReadInputs(in FieldMap map, ref FieldReader fields, DeviceReport report)
    {
        if (map.Has(17) && Binary(fields.Read()) is { } inputs)
        {
            // The lowest one is the ignition.
            report.Ignition = (inputs & 1) == 1;
            report.DigitalInputs = inputs >> 1;
        }

        report.DigitalOutputs = map.Has(18) ? Binary(fields.Read()) : null;
    }

    private static void ReadEvent(bool isAlert, in FieldMap map, ref FieldReader fields, DeviceReport report)
    {
        if (!isAlert)
        {
            fields.Skip(map.Has(19) ? 1 : 0); // Mode.
            report.EventCode = map.Has(20) ? FieldNumber.Integer(fields.Read()) : null;
            fields.Skip(map.Has(21) ? 1 : 0); // Number of the message.
            return;
        }

        report.EventCode = map.Has(19) ? FieldNumber.Integer(fields.Read()) : null;
        fields.Skip(map.Has(20) ? 1 : 0); // What the alert is about.
        var details = map.Has(21) ? fields.Read() : default;
        if (report.EventCode is { } id)
        {
            report.Alarms = SuntechAlarms.OfAlert(id);
            if (id == SuntechAlarms.DriverAlert)
            {
                DriverId.Report(details, report);
            }
        }
    }

    /// <summary>Values that the user has assigned, by a map of their own.</summary>
    private static void ReadAssigned(in FieldMap map, ref FieldReader fields, DeviceReport report)
    {
        fields.Skip(map.Has(22) ? 1 : 0);
        if (!map.Has(23) || FieldNumber.Hex(fields.Read()) is not { } bits)
        {
            return;
        }

        var assigned = new FieldMap(bits);
        report.BatteryVolts = assigned.Has(BackupVoltage) ? FieldNumber.Decimal(fields.Read()) : null;
        report.ExternalVolts = assigned.Has(SupplyVoltage) ? FieldNumber.Decimal(fields.Read()) : null;
    }

    /// <summary>Up to 32 digits 0 and 1, the highest first.</summary>
    private static uint? Binary(ReadOnlySpan<byte> field)
    {
        if (field.Length is 0 or > 32 || field.ContainsAnyExcept((byte)'0', (byte)'1'))
        {
            return null;
        }

        uint bits = 0;
        foreach (var digit in field)
        {
            bits = (bits << 1) | (uint)(digit - '0');
        }

        return bits;
    }
}
