using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Text reports of ST400 models: seven cells, battery, type and number of the message, status, and a fix where there was one.
/// </summary>
internal static class CellReport
{
    private const int CellFields = 7 * 6;

    /// <summary>The number of the collaborative network, on some models, has three digits.</summary>
    private const int NetworkLength = 3;

    /// <summary>Reads a report into a cleared one; false where the fields are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, DeviceReport report)
    {
        var fields = new FieldReader(text, (byte)';');
        fields.Skip(4 + CellFields); // Report, device id, version, model.
        report.BatteryVolts = FieldNumber.Decimal(fields.Read());
        fields.Skip(2); // Type and number of the message.
        report.EventCode = FieldNumber.Integer(fields.Read());
        if (report.BatteryVolts is null || fields.AtEnd)
        {
            return false;
        }

        var date = fields.Read();
        if (date.Length == NetworkLength)
        {
            date = fields.Read();
        }

        report.DeviceTimeMs = SuntechFix.Time(date, fields.Read());
        var fix = default(SuntechFix);
        fix.ReadFields(ref fields);
        report.Satellites = FieldNumber.Integer(fields.Read());
        fix.ReadStatus(ref fields);
        fix.Apply(report);
        return true;
    }
}
