using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Text reports of ST900 models, in two layouts that the fields tell apart: with a cell after the time and a distance after
/// the fix, or with neither. Location, Alert and Emergency; an alert of the first layout has no version.
/// </summary>
internal static class CovertReport
{
    private const int DateLength = 8;

    /// <summary>Whether there is such a report.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("Location"u8) || kind.SequenceEqual("Emergency"u8) || kind.SequenceEqual("Alert"u8);

    /// <summary>Reads a report into a cleared one; false where the fields are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, DeviceReport report)
    {
        var fields = new FieldReader(text, (byte)';');
        fields.Skip(1);
        report.Alarms = fields.Read() is [(byte)'L', ..] ? DeviceAlarms.None : DeviceAlarms.Other;
        fields.Skip(1); // Device id.
        var date = fields.Read();
        if (date.Length != DateLength)
        {
            date = fields.Read(); // It was the version.
        }

        report.DeviceTimeMs = SuntechFix.Time(date, fields.Read());
        var probe = fields;
        var hasCell = !probe.Read().Contains((byte)'.');
        fields.Skip(hasCell ? 1 : 0);
        var fix = default(SuntechFix);
        fix.ReadFields(ref fields);
        if (fix.Latitude is null || fix.Longitude is null)
        {
            return false;
        }

        fix.ReadStatus(ref fields);
        fix.Apply(report);
        var last = fields.Read();
        if (hasCell)
        {
            report.OdometerMeters = FieldNumber.Long(last);
        }
        else if (last.Contains((byte)'.'))
        {
            report.BatteryVolts = FieldNumber.Decimal(last);
        }

        return true;
    }
}
