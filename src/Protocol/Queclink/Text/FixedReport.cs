using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// +RESP:GTFRI and +RESP:GTERI: one or more positions with their times, then the vehicle's state, which belongs to the last.
/// </summary>
internal static class FixedReport
{
    /// <summary>A field with report id and type, and one with the number of positions, stand before the first position.</summary>
    private const int ReportTypeBefore = 2;

    /// <summary>Report ids below; a supply voltage in this field, in millivolts, is more.</summary>
    private const int MaxReportId = 10;

    /// <returns>How many reports the sink took; -1 where it is full.</returns>
    public static int Read(in TextFields fields, int name, bool isExpanded, DeviceType model, ref SendClock clock, IReportSink sink)
    {
        var count = 0;
        var index = TextPosition.Find(in fields, name + 1);
        var eventCode = index < 0 ? null : (int?)TextValue.Hex(fields[index - ReportTypeBefore], 2);
        var report = sink.Rent();
        if (index >= 0)
        {
            index = TextPosition.Read(in fields, index, model, report);
            while (TextPosition.IsAt(in fields, index))
            {
                report.EventCode = eventCode;
                if (!sink.Add(report))
                {
                    return -1;
                }

                count++;
                report = sink.Rent();
                index = TextPosition.Read(in fields, index, model, report);
            }
        }
        else if (TextPosition.FindCell(in fields, name + 1) is >= 0 and var cell)
        {
            index = TextPosition.ReadAfterCell(in fields, cell + 4, model, report);
        }

        report.EventCode = eventCode;
        if (report.HasFix)
        {
            clock.Learn(TextValue.Time(fields.SendTime), report.FixTimeMs);
        }

        TakeVin(fields[name - 1], model, report);
        ReadSupply(fields[isExpanded ? name + 2 : name + 1], isExpanded, report);
        if (index >= 0)
        {
            ReadState(in fields, index, isExpanded ? TextValue.Hex(fields[name + 1]) : null, model, report);
        }

        report.DeviceTimeMs ??= clock.ToUtc(TextValue.Time(fields.SendTime));
        return sink.Add(report) ? count + 1 : -1;
    }

    /// <summary>The VIN before the device name, on models that have it there.</summary>
    public static void TakeVin(ReadOnlySpan<byte> field, DeviceType model, DeviceReport report)
    {
        const int VinLength = 17;
        if (model.HasVin && field.Length == VinLength)
        {
            report.Vin.TrySet(field);
        }
    }

    private static void ReadState(in TextFields fields, int index, uint? mask, DeviceType model, DeviceReport report)
    {
        index = ReportTail.Read(in fields, index, model, report);
        if (mask is { } items)
        {
            ExpandedItems.Read(in fields, index, items, model, report);
        }
        else if (model.HasVin)
        {
            // Models on the OBD connector: engine speed, fuel consumption, fuel level.
            AddValue(QueclinkIo.EngineSpeed, TextValue.Whole(fields[index]), report);
            AddValue(QueclinkIo.FuelPercent, TextValue.Percent(fields[index + 2]), report);
        }
    }

    private static void ReadSupply(ReadOnlySpan<byte> field, bool isExpanded, DeviceReport report)
    {
        if (TextValue.Whole(field) is { } millivolts && (isExpanded || millivolts > MaxReportId))
        {
            report.ExternalVolts = millivolts / 1000.0;
        }
    }

    private static void AddValue(ushort id, int? value, DeviceReport report)
    {
        if (value is { } known)
        {
            report.TryAddIoValue(new IoValue(id, known));
        }
    }
}
