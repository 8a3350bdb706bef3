using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Teltonika;

/// <summary>Traccar's attribute names, and where a report has the same.</summary>
internal static class VectorAttributes
{
    private static readonly Dictionary<string, ushort> RawIds = new()
    {
        ["axisX"] = 17,
        ["axisY"] = 18,
        ["axisZ"] = 19,
        ["tripOdometer"] = 199,
        ["sleepMode"] = 200,
        ["operator"] = 241,
    };

    private static readonly Dictionary<string, (ushort Id, double Factor)> ScaledRawIds = new()
    {
        ["pdop"] = (181, 0.1),
        ["batteryCurrent"] = (68, 0.001),
    };

    public static void AssertSame(string vector, JsonProperty attribute, DeviceReport report)
    {
        var name = attribute.Name;
        var value = attribute.Value;
        if (name is "in4" && vector == "teltonika-8")
        {
            // A four-byte element 4 is "Pulse counter DIN1" in the FMB list; digital input 4 has one byte.
            AssertRaw(4, 0, report);
        }
        else if (name.StartsWith("beacon", StringComparison.Ordinal) || name is "dtcs" || (name is "io387"))
        {
            // Elements longer than 8 bytes (385, 281, 387): a report has no field for them, they are left out.
            Assert.DoesNotContain(report.IoValues.ToArray(), io => io.Id is 385 or 281 or 387);
        }
        else if (RawIds.TryGetValue(name, out var id))
        {
            AssertRaw(id, value.GetInt64(), report);
        }
        else if (ScaledRawIds.TryGetValue(name, out var scaled))
        {
            AssertRaw(scaled.Id, (long)Math.Round(value.GetDouble() / scaled.Factor), report);
        }
        else if (name.StartsWith("io", StringComparison.Ordinal) && ushort.TryParse(name.AsSpan(2), out var number))
        {
            AssertElement(number, value.GetInt64(), report);
        }
        else
        {
            AssertField(name, value, report);
        }
    }

    private static void AssertField(string name, JsonElement value, DeviceReport report)
    {
        switch (name)
        {
            case "priority":
                Assert.Equal(value.GetInt32(), report.Priority);
                break;
            case "sat":
                Assert.Equal(value.GetInt32(), report.Satellites);
                break;
            case "event":
                Assert.Equal(value.GetInt32(), report.EventCode ?? 0);
                break;
            case "ignition":
                Assert.Equal(value.GetBoolean(), report.Ignition);
                break;
            case "motion":
                Assert.Equal(value.GetBoolean(), report.Moving);
                break;
            case "rssi":
                Assert.Equal(value.GetInt32(), report.GsmSignal);
                break;
            case "odometer":
                Assert.Equal(value.GetDouble(), report.OdometerMeters);
                break;
            case "power":
                Assert.Equal(value.GetDouble(), report.ExternalVolts!.Value, 1e-9);
                break;
            case "battery":
                Assert.Equal(value.GetDouble(), report.BatteryVolts!.Value, 1e-9);
                break;
            case "hdop" when value.GetDouble() == 0:
                // There is no such dilution: without a fix the field is filled with 0.
                Assert.Null(report.Hdop);
                break;
            case "hdop":
                Assert.Equal(value.GetDouble(), report.Hdop!.Value, 1e-9);
                break;
            case "vin":
                Assert.Equal(value.GetString(), report.Vin.ToString());
                break;
            case "driverUniqueId":
                Assert.True(report.DriverReported);
                Assert.Equal(value.GetString(), report.Driver.ToString());
                break;
            case "alarm":
                Assert.Equal(Alarm(value.GetString()!), report.Alarms);
                break;
            case "in1" or "in2" or "in3" or "in4":
                Assert.Equal(value.GetBoolean(), (report.DigitalInputs >> (name[2] - '1') & 1) == 1);
                break;
            case "out1" or "out2":
                Assert.Equal(value.GetBoolean(), (report.DigitalOutputs >> (name[3] - '1') & 1) == 1);
                break;
            case "bleTemp1" or "bleTemp2" or "bleTemp3" or "bleTemp4" when value.GetDouble() is 20 or 30 or 40:
                // Raw 2000, 3000 and 4000 are error codes in the FMB list, no temperatures.
                AssertRaw((ushort)(25 + name[^1] - '1'), (long)(value.GetDouble() * 100), report);
                break;
            case "bleTemp1" or "bleTemp2" or "bleTemp3" or "bleTemp4":
                AssertReading(10 + name[^1] - '0', SensorKind.Temperature, value.GetDouble(), report);
                break;
            case "eyeTemp1":
                AssertReading(21, SensorKind.Temperature, value.GetDouble(), report);
                break;
            default:
                Assert.Fail($"Nothing says where {name} is.");
                break;
        }
    }

    /// <summary>Elements that Traccar leaves raw without a device model.</summary>
    private static void AssertElement(ushort id, long value, DeviceReport report)
    {
        switch (id)
        {
            case 9 or 10 or 11 when report.Readings.ToArray() is { Length: > 0 } readings
                && readings.Any(reading => reading.Kind == SensorKind.AnalogVolts && reading.SensorId == id - 8):
                AssertReading(id - 8, SensorKind.AnalogVolts, value / 1000.0, report);
                break;
            case 113 when value <= 100:
                Assert.Equal(value, report.BatteryPercent);
                break;
            case 207:
                Assert.True(report.DriverReported);
                Assert.Equal(value == 0, report.Driver.IsEmpty);
                break;
            case 247 when value == 1:
                Assert.True(report.Alarms.HasFlag(DeviceAlarms.Crash));
                break;
            case 252 when value == 1:
                Assert.True(report.Alarms.HasFlag(DeviceAlarms.Unplugged));
                AssertRaw(id, value, report);
                break;
            case 449:
                Assert.Equal(value, report.EngineSeconds);
                break;
            case 10804:
                AssertReading(21, SensorKind.Humidity, value, report);
                break;
            default:
                AssertRaw(id, value, report);
                break;
        }
    }

    private static DeviceAlarms Alarm(string name) => name switch
    {
        "general" => DeviceAlarms.Sos,
        "hardBraking" => DeviceAlarms.HarshBraking,
        "hardCornering" => DeviceAlarms.HarshCornering,
        _ => throw new NotSupportedException(name),
    };

    private static void AssertRaw(ushort id, long value, DeviceReport report) => Assert.Equal(
        value.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', report.IoValues.ToArray().Where(io => io.Id == id).Select(io => io.Value)));

    private static void AssertReading(int sensor, SensorKind kind, double value, DeviceReport report) => Assert.Equal(
        value,
        report.Readings.ToArray().Single(reading => reading.SensorId == sensor && reading.Kind == kind).Value,
        1e-9);
}
