namespace Gateway.Protocol.Reports;

/// <summary>Bytes to report; see the README of this folder.</summary>
internal static class ReportDecoder
{
    public static bool TryDecode(ReadOnlySpan<byte> body, DeviceReport report)
    {
        report.Clear();
        var reader = new CompactReader(body);
        var kind = (ReportKind)reader.ReadByte();
        var fields = (ReportFields)reader.ReadUInt32();
        if (reader.Failed
            || kind is not (ReportKind.Record or ReportKind.Heartbeat)
            || (fields & ~ReportFields.All) != 0)
        {
            return false;
        }

        report.Kind = kind;
        ReadTimesAndPosition(ref reader, report, fields);
        ReadMeasures(ref reader, report, fields);
        ReadTextsAndInputs(ref reader, report, fields);
        return ReadLists(ref reader, report, fields) && !reader.Failed && reader.AtEnd;
    }

    private static bool Has(ReportFields fields, ReportFields field) => (fields & field) != 0;

    private static void ReadTimesAndPosition(ref CompactReader reader, DeviceReport report, ReportFields fields)
    {
        report.DeviceTimeMs = Has(fields, ReportFields.DeviceTime) ? reader.ReadSigned() : null;
        report.FixTimeMs = Has(fields, ReportFields.FixTime)
            ? unchecked(reader.ReadSigned() + report.DeviceTimeMs.GetValueOrDefault())
            : null;
        report.HasFix = Has(fields, ReportFields.HasFix);
        if (Has(fields, ReportFields.PositionIsFixedPoint))
        {
            report.Latitude = reader.ReadInt32() / ReportScale.Position;
            report.Longitude = reader.ReadInt32() / ReportScale.Position;
        }
        else if (Has(fields, ReportFields.Position))
        {
            report.Latitude = reader.ReadDouble();
            report.Longitude = reader.ReadDouble();
        }
    }

    private static void ReadMeasures(ref CompactReader reader, DeviceReport report, ReportFields fields)
    {
        report.AltitudeMeters = Number(ref reader, fields, ReportFields.Altitude, ReportScale.Altitude);
        report.SpeedKph = Number(ref reader, fields, ReportFields.Speed, ReportScale.Speed);
        report.CourseDegrees = Number(ref reader, fields, ReportFields.Course, ReportScale.Course);
        report.Satellites = Integer(ref reader, fields, ReportFields.Satellites);
        report.Hdop = Number(ref reader, fields, ReportFields.Hdop, ReportScale.Hdop);
        report.Ignition = Has(fields, ReportFields.Ignition) ? Has(fields, ReportFields.IgnitionOn) : null;
        report.Moving = Has(fields, ReportFields.Moving) ? Has(fields, ReportFields.MovingOn) : null;
        report.OdometerMeters = Number(ref reader, fields, ReportFields.Odometer, ReportScale.Odometer);
        report.ExternalVolts = Number(ref reader, fields, ReportFields.ExternalVolts, ReportScale.Volts);
        report.BatteryVolts = Number(ref reader, fields, ReportFields.BatteryVolts, ReportScale.Volts);
        report.BatteryPercent = Number(ref reader, fields, ReportFields.BatteryPercent, ReportScale.Percent);
        report.GsmSignal = Integer(ref reader, fields, ReportFields.GsmSignal);
        report.EngineSeconds = Number(ref reader, fields, ReportFields.EngineSeconds, ReportScale.Seconds);
    }

    private static void ReadTextsAndInputs(ref CompactReader reader, DeviceReport report, ReportFields fields)
    {
        report.DriverReported = Has(fields, ReportFields.DriverReported);
        if (Has(fields, ReportFields.Driver))
        {
            reader.ReadText(ref report.Driver);
        }

        if (Has(fields, ReportFields.Vin))
        {
            reader.ReadText(ref report.Vin);
        }

        report.DigitalInputs = Has(fields, ReportFields.DigitalInputs)
            ? (uint)reader.ReadUnsigned(uint.MaxValue)
            : null;
        report.DigitalOutputs = Has(fields, ReportFields.DigitalOutputs)
            ? (uint)reader.ReadUnsigned(uint.MaxValue)
            : null;
        report.Alarms = Has(fields, ReportFields.Alarms)
            ? (DeviceAlarms)(uint)reader.ReadUnsigned(uint.MaxValue)
            : DeviceAlarms.None;
        report.EventCode = Integer(ref reader, fields, ReportFields.EventCode);
        report.Priority = Integer(ref reader, fields, ReportFields.Priority);
    }

    private static bool ReadLists(ref CompactReader reader, DeviceReport report, ReportFields fields)
    {
        var readings = Has(fields, ReportFields.Readings) ? reader.ReadUnsigned(DeviceReport.MaxReadings) : 0;
        for (var i = 0ul; i < readings && !reader.Failed; i++)
        {
            var sensor = reader.ReadByte();
            var kind = (SensorKind)reader.ReadByte();
            report.TryAddReading(new(sensor, kind, reader.ReadNumber(ReportScale.Reading)));
        }

        var ioValues = Has(fields, ReportFields.IoValues) ? reader.ReadUnsigned(DeviceReport.MaxIoValues) : 0;
        for (var i = 0ul; i < ioValues && !reader.Failed; i++)
        {
            var id = (ushort)reader.ReadUnsigned(ushort.MaxValue);
            report.TryAddIoValue(new(id, reader.ReadSigned()));
        }

        return !reader.Failed;
    }

    private static double? Number(ref CompactReader reader, ReportFields fields, ReportFields field, double scale) =>
        Has(fields, field) ? reader.ReadNumber(scale) : null;

    private static int? Integer(ref CompactReader reader, ReportFields fields, ReportFields field) =>
        Has(fields, field) ? reader.ReadInteger() : null;
}
