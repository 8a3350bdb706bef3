using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Wialon;

/// <summary>One message of short data, data or a black box.</summary>
internal static class WialonMessage
{
    /// <summary>Fewer satellites give no place.</summary>
    private const int MinSatellites = 3;

    /// <summary>Reads a message into a cleared report; anything but <see cref="WialonResult.Taken"/> says why it is none.</summary>
    public static WialonResult Read(ReadOnlySpan<byte> message, DeviceReport report)
    {
        if (message.Count((byte)';') < 9)
        {
            return WialonResult.Structure;
        }

        var fields = new WialonFields(message);
        report.DeviceTimeMs = fields.NextTime();
        var result = Next(WialonResult.Taken, in fields, WialonResult.Time);
        var latitude = fields.NextCoordinate((byte)'N', (byte)'S', 90);
        var longitude = fields.NextCoordinate((byte)'E', (byte)'W', 180);
        result = Next(result, in fields, WialonResult.Place);
        var speed = fields.NextNumber(0, 2000);
        var course = fields.NextNumber(0, 360);
        var altitude = fields.NextNumber(-20_000, 100_000);
        result = Next(result, in fields, WialonResult.Motion);
        report.Satellites = (int?)fields.NextNumber(0, 255);
        report.Hdop = fields.NextNumber(0, 1000) is > 0 and var hdop ? hdop : null;
        result = Next(result, in fields, WialonResult.Satellites);
        report.DigitalInputs = (uint?)fields.NextNumber(0, uint.MaxValue);
        report.DigitalOutputs = (uint?)fields.NextNumber(0, uint.MaxValue);
        result = Next(result, in fields, WialonResult.InputsOrOutputs);
        if (result != WialonResult.Taken)
        {
            return result;
        }

        ReadAnalog(fields.Next(), report);
        var driver = fields.Next();
        if (!driver.IsEmpty)
        {
            // 0 is no key in the reader.
            report.DriverReported = !driver.ContainsAnyExcept((byte)'0') || report.Driver.TrySet(driver);
        }

        WialonParameters.Read(fields.Next(), report);
        if (latitude is { } north
            && longitude is { } east
            && (north != 0 || east != 0)
            && report.Satellites >= MinSatellites)
        {
            report.HasFix = true;
            report.Latitude = north;
            report.Longitude = east;
            report.SpeedKph = speed;
            report.CourseDegrees = course;
            report.AltitudeMeters = altitude;
        }

        return WialonResult.Taken;
    }

    /// <summary>The first group of fields that is wrong decides.</summary>
    private static WialonResult Next(WialonResult before, in WialonFields fields, WialonResult failure) =>
        before == WialonResult.Taken && fields.Failed ? failure : before;

    /// <summary>Analog inputs by commas; the unit is the device's, volts in most.</summary>
    private static void ReadAnalog(ReadOnlySpan<byte> values, DeviceReport report)
    {
        for (byte input = 1; !values.IsEmpty && input <= DeviceReport.MaxReadings; input++)
        {
            var end = values.IndexOf((byte)',');
            var value = end < 0 ? values : values[..end];
            values = end < 0 ? default : values[(end + 1)..];
            if (WialonFields.TryParse(value, out var volts))
            {
                report.TryAddReading(new SensorReading(input, SensorKind.AnalogVolts, volts));
            }
        }
    }
}
