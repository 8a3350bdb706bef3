using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// All other reports: something happened, mostly with a position. What is told before the position depends on the name;
/// odometer, hour meter and battery after it are known by their shape.
/// </summary>
internal static class EventReport
{
    private const int OneWireIdLength = 16;
    private const double OneWireStep = 0.0625;

    public static void Read(in TextFields fields, int name, int reportName, DeviceType model, ref SendClock clock, DeviceReport report)
    {
        var position = TextPosition.Find(in fields, name + 1);
        var index = fields.End;
        if (position >= 0)
        {
            index = TextPosition.Read(in fields, position, model, report);
        }
        else if (TextPosition.FindCell(in fields, name + 1) is >= 0 and var cell)
        {
            index = TextPosition.ReadAfterCell(in fields, cell + 4, model, report);
        }

        if (index < fields.End)
        {
            ReportTail.Read(in fields, index, model, report);
        }

        FixedReport.TakeVin(fields[name - 1], model, report);
        switch (reportName)
        {
            case ReportName.Inf:
                InformationReport.Read(in fields, name, report);
                break;
            case ReportName.Can:
                CanReport.Read(in fields, name, report);
                break;
            case ReportName.Wif:
                report.BatteryPercent = TextValue.Percent(fields[fields.End - 1]);
                break;
            case ReportName.Tmp or ReportName.Tem:
                ReadTemperature(in fields, position, report);
                break;
            default:
                break;
        }

        if (position >= 0)
        {
            ReadBefore(in fields, name, position, reportName, model, report);
        }

        ApplyName(reportName, report);
        report.DeviceTimeMs ??= clock.ToUtc(TextValue.Time(fields.SendTime));
    }

    /// <summary>What stands right before the position.</summary>
    private static void ReadBefore(
        in TextFields fields, int name, int position, int reportName, DeviceType model, DeviceReport report)
    {
        // Report id in the upper digit and type in the lower (portable models: fields of their own), number of positions.
        var type = TextValue.Hex(fields[position - 2], 2);
        switch (reportName)
        {
            case ReportName.Stt:
                MotionState.Apply(TextValue.Hex(fields[position - 1], 2) ?? 0, report);
                break;
            case ReportName.Igl or ReportName.Vgl when type is not null:
                // 0 is "ignition on", 1 "ignition off".
                report.Ignition = (type & 0xF) switch { 0 => true, 1 => false, _ => null };
                report.EventCode = (int)type;
                break;
            case ReportName.Hbm when type is not null:
                report.Alarms |= (type & 0xF) switch
                {
                    0 or 3 => DeviceAlarms.HarshBraking,
                    1 or 4 => DeviceAlarms.HarshAcceleration,
                    2 => DeviceAlarms.HarshCornering,
                    _ => DeviceAlarms.Other,
                };
                report.EventCode = (int)type;
                break;
            case ReportName.Nmr when type is not null:
                report.Moving = type == 1;
                break;
            case ReportName.Jds when TextValue.Whole(fields[position - 1]) != 1:
                // 1 is the end of the jamming.
                report.Alarms |= DeviceAlarms.Jamming;
                break;
            case ReportName.Bpl:
                report.BatteryVolts = TextValue.PointNumber(fields[position - 1]);
                break;
            case ReportName.Eps:
                report.ExternalVolts = TextValue.Volts(fields[name + 1]);
                report.EventCode = (int?)type;
                break;
            case ReportName.Str or ReportName.Ctn when model.IsGl500:
                report.BatteryPercent = TextValue.Percent(fields[position - 1]);
                if (TextValue.PointNumber(fields[position - 2]) is { } celsius)
                {
                    report.TryAddReading(new SensorReading(1, SensorKind.Temperature, celsius));
                }

                break;
            case ReportName.Ida:
                ReadDriver(fields[position - 3], fields[position - 2], report);
                break;
            case ReportName.Ign or ReportName.Igf or ReportName.Vgn or ReportName.Vgf
                when TextValue.Whole(fields[position - 1]) is { } seconds:
                report.TryAddIoValue(new IoValue(QueclinkIo.IgnitionSeconds, seconds));
                break;
            case ReportName.Tow or ReportName.Sos or ReportName.Spd or ReportName.Geo:
                report.EventCode = (int?)type;
                break;
            default:
                break;
        }
    }

    private static void ApplyName(int reportName, DeviceReport report)
    {
        switch (reportName)
        {
            case ReportName.Ign or ReportName.Vgn:
                report.Ignition = true;
                break;
            case ReportName.Igf or ReportName.Vgf:
                report.Ignition = false;
                break;
            default:
                report.Alarms |= AlarmOf(reportName);
                break;
        }
    }

    private static DeviceAlarms AlarmOf(int reportName) => reportName switch
    {
        ReportName.Sos => DeviceAlarms.Sos,
        ReportName.Spd => DeviceAlarms.Overspeed,
        ReportName.Tow => DeviceAlarms.Towing,
        ReportName.Idn or ReportName.Idl => DeviceAlarms.Idling,
        ReportName.Epf or ReportName.Mpf => DeviceAlarms.PowerCut,
        ReportName.Bpl => DeviceAlarms.LowBattery,
        ReportName.Geo or ReportName.Gin or ReportName.Got or ReportName.Ges or ReportName.Swg => DeviceAlarms.Geofence,
        ReportName.Tmp or ReportName.Tem => DeviceAlarms.Temperature,
        ReportName.Jdr => DeviceAlarms.Jamming,
        ReportName.Cra => DeviceAlarms.Crash,
        ReportName.Fla => DeviceAlarms.FuelLeak,
        _ => DeviceAlarms.None,
    };

    /// <summary>The id that a driver held to the reader; whether it is authorized is the device's opinion, kept beside.</summary>
    private static void ReadDriver(ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, DeviceReport report)
    {
        if (!id.IsEmpty && report.Driver.TrySet(id))
        {
            report.DriverReported = true;
            if (TextValue.Whole(type) is { } authorized)
            {
                report.TryAddIoValue(new IoValue(QueclinkIo.DriverAuthorized, authorized));
            }
        }
    }

    /// <summary>
    /// Temperature alarms: portable models tell the temperature before the position, vehicle models the 1-Wire sensor's id
    /// and its temperature after it.
    /// </summary>
    private static void ReadTemperature(in TextFields fields, int position, DeviceReport report)
    {
        if (position > 0 && TextValue.PointNumber(fields[position - 1]) is { } portable)
        {
            report.TryAddReading(new SensorReading(1, SensorKind.Temperature, portable));
            return;
        }

        for (var i = Math.Max(position, 0); i + 1 < fields.End; i++)
        {
            if (IsOneWireId(fields[i]))
            {
                var value = fields[i + 1];
                if (TextValue.PointNumber(value) is { } celsius)
                {
                    report.TryAddReading(new SensorReading(1, SensorKind.Temperature, celsius));
                }
                else if (value.Length == 4 && TextValue.Hex(value, 4) is { } raw)
                {
                    report.TryAddReading(new SensorReading(1, SensorKind.Temperature, (short)raw * OneWireStep));
                }

                return;
            }
        }
    }

    private static bool IsOneWireId(ReadOnlySpan<byte> field) => field.Length == OneWireIdLength
        && TextValue.Hex(field[..(OneWireIdLength / 2)]) is not null
        && TextValue.Hex(field[(OneWireIdLength / 2)..]) is not null;
}
