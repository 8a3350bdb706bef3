using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Wialon;

/// <summary>
/// The parameters of a message: name, type (1 integer, 2 number, 3 text), value, by commas. The document names SOS only;
/// the others here are names that devices commonly use. All others have no place in a report.
/// </summary>
internal static class WialonParameters
{
    /// <summary>Beyond this a temperature is an error code.</summary>
    private const double MaxCelsius = 200;

    public static void Read(ReadOnlySpan<byte> parameters, DeviceReport report)
    {
        while (!parameters.IsEmpty)
        {
            var end = parameters.IndexOf((byte)',');
            var parameter = end < 0 ? parameters : parameters[..end];
            parameters = end < 0 ? default : parameters[(end + 1)..];
            var name = parameter.IndexOf((byte)':');
            if (name > 0
                && parameter.Length > name + 3
                && parameter[name + 1] is (byte)'1' or (byte)'2'
                && parameter[name + 2] == ':'
                && WialonFields.TryParse(parameter[(name + 3)..], out var value))
            {
                Set(parameter[..name], value, report);
            }
        }
    }

    private static void Set(ReadOnlySpan<byte> name, double value, DeviceReport report)
    {
        if (Is(name, "SOS"u8))
        {
            report.Alarms |= value != 0 ? DeviceAlarms.Sos : DeviceAlarms.None;
        }
        else if (Is(name, "ign"u8) || Is(name, "ignition"u8) || Is(name, "acc"u8))
        {
            report.Ignition = value != 0;
        }
        else if (Is(name, "pwr_ext"u8))
        {
            report.ExternalVolts = value;
        }
        else if (Is(name, "pwr_int"u8))
        {
            report.BatteryVolts = value;
        }
        else if (Is(name, "bat"u8) && value is >= 0 and <= 100)
        {
            report.BatteryPercent = value;
        }
        else if (name.Length is 4 or 5 && Is(name[..4], "temp"u8) && Math.Abs(value) <= MaxCelsius)
        {
            var sensor = name.Length == 4 ? 1 : name[4] - '0';
            if (sensor is >= 1 and <= 9)
            {
                report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Temperature, value));
            }
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) =>
        System.Text.Ascii.EqualsIgnoreCase(name, expected);
}
