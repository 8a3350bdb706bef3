using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// What follows the last position: odometer, hour meter, analog inputs, battery, device status. Models leave out some of
/// them, so each is known by its shape: the odometer has a point, the hour meter colons, the device status six (newer
/// models ten) hex digits with a motion state in them and the battery's percentage before it.
/// </summary>
internal static class ReportTail
{
    private const int MetersPerKilometer = 1000;

    /// <summary>Fields between the hour meter and the device status: analog inputs, reserved ones, the battery.</summary>
    private const int MaxAnalogInputs = 6;

    /// <returns>The field after the last one understood.</returns>
    public static int Read(in TextFields fields, int index, DeviceType model, DeviceReport report)
    {
        var start = index;
        index = ReadDistanceAndHours(in fields, index, report);
        var status = FindStatus(in fields, index);
        if (status >= 0)
        {
            ReadAnalogInputs(in fields, index, status - 1, report);
            report.BatteryPercent = TextValue.Percent(fields[status - 1]);
            ApplyStatus(TextValue.Hex(fields[status], 10) ?? 0, report);
            return status + 1;
        }

        if (model.IsGv200)
        {
            ReadAnalogInputs(in fields, index, index + 3, report);
            report.DigitalInputs = TextValue.Hex(fields[index + 3], 2);
            report.DigitalOutputs = TextValue.Hex(fields[index + 4], 2);
            return index + 5;
        }

        if (model.IsGl500M)
        {
            // Battery, mode, motion, temperature; there is no odometer.
            report.BatteryPercent = TextValue.Percent(fields[start]);
            report.Moving = TextValue.Whole(fields[start + 2]) is { } motion and <= 1 && start + 2 < fields.End ? motion == 1 : null;
            AddTemperature(fields, start + 3, report);
            return start + 4;
        }

        // Portable models end with the battery.
        if (index < fields.End)
        {
            report.BatteryPercent = TextValue.Percent(fields[index]) ?? TextValue.Percent(fields[fields.End - 1]);
        }

        return index;
    }

    /// <summary>Odometer and hour meter, in either order, at the start of the tail.</summary>
    public static int ReadDistanceAndHours(in TextFields fields, int index, DeviceReport report)
    {
        var hasAny = false;
        for (var i = index; i < Math.Min(index + 2, fields.End); i++)
        {
            if (TextValue.HourMeter(fields[i]) is { } seconds)
            {
                report.EngineSeconds = seconds;
                hasAny = true;
            }
            else if (TextValue.PointNumber(fields[i]) is { } kilometers)
            {
                report.OdometerMeters = kilometers * MetersPerKilometer;
                hasAny = true;
            }
            else if (!fields[i].IsEmpty)
            {
                // One field only: a portable model, whose battery follows.
                return i;
            }
        }

        return hasAny || fields[index].IsEmpty ? Math.Min(index + 2, fields.End) : index;
    }

    private static int FindStatus(in TextFields fields, int index)
    {
        var last = Math.Min(fields.End, index + MaxAnalogInputs + 1);
        for (var i = Math.Max(1, index); i < last; i++)
        {
            if (fields[i].Length is 6 or 10
                && TextValue.Hex(fields[i], 10) is { } status
                && (status == 0 || MotionState.IsOne((status >> 16) & 0xFF))
                && (fields[i - 1].IsEmpty || TextValue.Percent(fields[i - 1]) is not null))
            {
                return i;
            }
        }

        return -1;
    }

    private static void ApplyStatus(uint status, DeviceReport report)
    {
        MotionState.Apply((status >> 16) & 0xFF, report);

        // Bit 0 of the inputs is the ignition wire.
        report.DigitalInputs = ((status >> 8) & 0xFF) >> 1;
        report.DigitalOutputs = status & 0xFF;
    }

    private static void ReadAnalogInputs(in TextFields fields, int from, int to, DeviceReport report)
    {
        for (var i = from; i < Math.Min(to, fields.End); i++)
        {
            // An input set to measure fuel tells a percentage, F12.
            if (TextValue.Volts(fields[i]) is { } volts)
            {
                report.TryAddReading(new SensorReading((byte)(1 + i - from), SensorKind.AnalogVolts, volts));
            }
            else if (fields[i] is [(byte)'F', .. var digits] && TextValue.Percent(digits) is { } percent)
            {
                report.TryAddIoValue(new IoValue(QueclinkIo.FuelPercent, percent));
            }
        }
    }

    private static void AddTemperature(in TextFields fields, int index, DeviceReport report)
    {
        if (index < fields.End && TextValue.PointNumber(fields[index]) is { } celsius)
        {
            report.TryAddReading(new SensorReading(1, SensorKind.Temperature, celsius));
        }
    }
}
