namespace Gateway.Protocol.Reports;

/// <summary>Report to bytes; see the README of this folder.</summary>
internal static class ReportEncoder
{
    public static int Encode(DeviceReport report, Span<byte> destination)
    {
        var writer = new CompactWriter(destination);
        var fields = FieldsOf(report, out var latitude, out var longitude);
        writer.WriteByte((byte)report.Kind);
        writer.WriteUInt32((uint)fields);
        WriteTimes(ref writer, report);
        if ((fields & ReportFields.PositionIsFixedPoint) != 0)
        {
            writer.WriteInt32((int)latitude);
            writer.WriteInt32((int)longitude);
        }
        else if ((fields & ReportFields.Position) != 0)
        {
            writer.WriteDouble(report.Latitude);
            writer.WriteDouble(report.Longitude);
        }

        WriteNumber(ref writer, report.AltitudeMeters, ReportScale.Altitude);
        WriteNumber(ref writer, report.SpeedKph, ReportScale.Speed);
        WriteNumber(ref writer, report.CourseDegrees, ReportScale.Course);
        WriteInteger(ref writer, report.Satellites);
        WriteNumber(ref writer, report.Hdop, ReportScale.Hdop);
        WriteNumber(ref writer, report.OdometerMeters, ReportScale.Odometer);
        WriteNumber(ref writer, report.ExternalVolts, ReportScale.Volts);
        WriteNumber(ref writer, report.BatteryVolts, ReportScale.Volts);
        WriteNumber(ref writer, report.BatteryPercent, ReportScale.Percent);
        WriteInteger(ref writer, report.GsmSignal);
        WriteNumber(ref writer, report.EngineSeconds, ReportScale.Seconds);
        WriteTexts(ref writer, report, fields);
        WriteInteger(ref writer, report.DigitalInputs);
        WriteInteger(ref writer, report.DigitalOutputs);
        if (report.Alarms != DeviceAlarms.None)
        {
            writer.WriteUnsigned((uint)report.Alarms);
        }

        WriteInteger(ref writer, report.EventCode);
        WriteInteger(ref writer, report.Priority);
        WriteLists(ref writer, report);
        return writer.Position;
    }

    private static ReportFields FieldsOf(DeviceReport report, out long latitude, out long longitude)
    {
        var fields = Bit(report.DeviceTimeMs.HasValue, ReportFields.DeviceTime)
            | Bit(report.FixTimeMs.HasValue, ReportFields.FixTime)
            | Bit(report.HasFix, ReportFields.HasFix)
            | Bit(report.AltitudeMeters.HasValue, ReportFields.Altitude)
            | Bit(report.SpeedKph.HasValue, ReportFields.Speed)
            | Bit(report.CourseDegrees.HasValue, ReportFields.Course)
            | Bit(report.Satellites.HasValue, ReportFields.Satellites)
            | Bit(report.Hdop.HasValue, ReportFields.Hdop)
            | Bit(report.Ignition.HasValue, ReportFields.Ignition)
            | Bit(report.Ignition == true, ReportFields.IgnitionOn)
            | Bit(report.Moving.HasValue, ReportFields.Moving)
            | Bit(report.Moving == true, ReportFields.MovingOn)
            | Bit(report.OdometerMeters.HasValue, ReportFields.Odometer)
            | Bit(report.ExternalVolts.HasValue, ReportFields.ExternalVolts)
            | Bit(report.BatteryVolts.HasValue, ReportFields.BatteryVolts)
            | Bit(report.BatteryPercent.HasValue, ReportFields.BatteryPercent)
            | Bit(report.GsmSignal.HasValue, ReportFields.GsmSignal)
            | Bit(report.EngineSeconds.HasValue, ReportFields.EngineSeconds)
            | Bit(report.DriverReported, ReportFields.DriverReported)
            | Bit(!report.Driver.IsEmpty, ReportFields.Driver)
            | Bit(!report.Vin.IsEmpty, ReportFields.Vin)
            | Bit(report.DigitalInputs.HasValue, ReportFields.DigitalInputs)
            | Bit(report.DigitalOutputs.HasValue, ReportFields.DigitalOutputs)
            | Bit(report.Alarms != DeviceAlarms.None, ReportFields.Alarms)
            | Bit(report.EventCode.HasValue, ReportFields.EventCode)
            | Bit(report.Priority.HasValue, ReportFields.Priority)
            | Bit(!report.Readings.IsEmpty, ReportFields.Readings)
            | Bit(!report.IoValues.IsEmpty, ReportFields.IoValues);
        return fields | PositionFieldsOf(report, out latitude, out longitude);
    }

    private static ReportFields PositionFieldsOf(DeviceReport report, out long latitude, out long longitude)
    {
        longitude = 0;
        if (CompactWriter.TryScale(report.Latitude, ReportScale.Position, out latitude)
            && CompactWriter.TryScale(report.Longitude, ReportScale.Position, out longitude)
            && latitude == (int)latitude
            && longitude == (int)longitude)
        {
            return (latitude | longitude) == 0
                ? ReportFields.None
                : ReportFields.Position | ReportFields.PositionIsFixedPoint;
        }

        return ReportFields.Position;
    }

    private static ReportFields Bit(bool set, ReportFields field) => set ? field : ReportFields.None;

    private static void WriteTimes(ref CompactWriter writer, DeviceReport report)
    {
        if (report.DeviceTimeMs is { } deviceTime)
        {
            writer.WriteSigned(deviceTime);
        }

        if (report.FixTimeMs is { } fixTime)
        {
            writer.WriteSigned(unchecked(fixTime - report.DeviceTimeMs.GetValueOrDefault()));
        }
    }

    private static void WriteNumber(ref CompactWriter writer, double? value, double scale)
    {
        if (value.HasValue)
        {
            writer.WriteNumber(value.GetValueOrDefault(), scale);
        }
    }

    private static void WriteInteger(ref CompactWriter writer, int? value)
    {
        if (value.HasValue)
        {
            writer.WriteSigned(value.GetValueOrDefault());
        }
    }

    private static void WriteInteger(ref CompactWriter writer, uint? value)
    {
        if (value.HasValue)
        {
            writer.WriteUnsigned(value.GetValueOrDefault());
        }
    }

    private static void WriteTexts(ref CompactWriter writer, DeviceReport report, ReportFields fields)
    {
        if ((fields & ReportFields.Driver) != 0)
        {
            writer.WriteText(in report.Driver);
        }

        if ((fields & ReportFields.Vin) != 0)
        {
            writer.WriteText(in report.Vin);
        }
    }

    private static void WriteLists(ref CompactWriter writer, DeviceReport report)
    {
        var readings = report.Readings;
        if (!readings.IsEmpty)
        {
            writer.WriteUnsigned((ulong)readings.Length);
            foreach (ref readonly var reading in readings)
            {
                writer.WriteByte(reading.SensorId);
                writer.WriteByte((byte)reading.Kind);
                writer.WriteNumber(reading.Value, ReportScale.Reading);
            }
        }

        var ioValues = report.IoValues;
        if (!ioValues.IsEmpty)
        {
            writer.WriteUnsigned((ulong)ioValues.Length);
            foreach (ref readonly var io in ioValues)
            {
                writer.WriteUnsigned(io.Id);
                writer.WriteSigned(io.Value);
            }
        }
    }
}
