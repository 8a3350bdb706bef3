using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Gt06;

/// <summary>What a frame came to against what Traccar made of it: the names of all values that differ.</summary>
internal static class Gt06Comparison
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>Attributes that a report has a field for. The others (settings, network, files) are not kept.</summary>
    private static readonly Dictionary<string, Func<JsonElement, DeviceReport, bool>> Attributes = new()
    {
        ["ignition"] = (value, report) => report.Ignition == value.GetBoolean(),
        ["motion"] = (value, report) => report.Moving == value.GetBoolean(),
        ["sat"] = (value, report) => report.Satellites == value.GetInt32(),
        ["hdop"] = (value, report) => Same(value, report.Hdop),
        ["odometer"] = (value, report) => Same(value, report.OdometerMeters),
        ["power"] = (value, report) => Same(value, report.ExternalVolts),
        ["battery"] = (value, report) => Same(value, report.BatteryVolts),
        ["batteryLevel"] = (value, report) => Same(value, report.BatteryPercent),
        ["rssi"] = (value, report) => report.GsmSignal == value.GetInt32(),
        ["hours"] = (value, report) => Same(value, report.EngineSeconds * 1000),
        ["temp1"] = (value, report) => Same(value, Reading(report, 1, SensorKind.Temperature)),
        ["humidity"] = (value, report) => Same(value, Reading(report, 1, SensorKind.Humidity)),
        ["tag1Temp"] = (value, report) => Same(value, Reading(report, 11, SensorKind.Temperature)),
        ["driverUniqueId"] = (value, report) => report.DriverReported
            && string.Equals(value.GetString(), report.Driver.ToString(), StringComparison.OrdinalIgnoreCase),
        ["alarm"] = (value, report) => report.Alarms == Alarm(value.GetString()!),
    };

    /// <summary>The values that differ; empty where the frame means the same.</summary>
    public static string[] Differences(VectorCase vector, ReplayedFrame actual)
    {
        var expected = Gt06Vectors.ExpectedOf(vector);
        List<string> differences = [];
        if (!actual.Reply.AsSpan().SequenceEqual(vector.Response ?? []))
        {
            differences.Add($"response {Convert.ToHexString(actual.Reply)}");
        }

        if (expected.All(IsNothing) && actual.Reports.All(report => !report.HasFix))
        {
            return [.. differences];
        }

        if (actual.Reports.Count != expected.Count)
        {
            return [.. differences, $"reports {actual.Reports.Count}, fault {actual.Message.Fault}"];
        }

        for (var i = 0; i < expected.Count; i++)
        {
            differences.AddRange(Position(expected[i], actual.Reports[i]));
            foreach (var attribute in expected[i].GetProperty("attributes").EnumerateObject())
            {
                if (Attributes.TryGetValue(attribute.Name, out var agrees) && !agrees(attribute.Value, actual.Reports[i]))
                {
                    differences.Add(attribute.Name);
                }
            }
        }

        return [.. differences];
    }

    /// <summary>Neither a place nor a time nor a value that a report has a field for.</summary>
    private static bool IsNothing(JsonElement expected) => expected.GetProperty("outdated").GetBoolean()
        && expected.GetProperty("device_time").ValueKind == JsonValueKind.Null
        && expected.GetProperty("attributes").EnumerateObject().All(attribute => !Attributes.ContainsKey(attribute.Name));

    private static IEnumerable<string> Position(JsonElement expected, DeviceReport actual)
    {
        if (expected.GetProperty("device_time").GetString() is { } text
            && DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() != actual.DeviceTimeMs)
        {
            yield return "time";
        }

        var hasFix = expected.GetProperty("valid").GetBoolean() && !expected.GetProperty("outdated").GetBoolean();
        if (hasFix != actual.HasFix)
        {
            yield return "fix";
        }

        if (!hasFix)
        {
            if (actual is not { SpeedKph: null, CourseDegrees: null, AltitudeMeters: null })
            {
                yield return "fillers";
            }

            yield break;
        }

        if (Math.Abs(expected.GetProperty("lat").GetDouble() - actual.Latitude) > 1e-5
            || Math.Abs(expected.GetProperty("lon").GetDouble() - actual.Longitude) > 1e-5)
        {
            yield return "place";
        }

        // A message without a speed or an altitude has 0 in the vector.
        if (!(Math.Abs(expected.GetProperty("speed_knots").GetDouble()
            - (actual.SpeedKph.GetValueOrDefault() * KnotsPerKph)) <= 0.1))
        {
            yield return "speed";
        }

        if (!(Math.Abs(expected.GetProperty("course").GetDouble() - actual.CourseDegrees ?? 999) <= 1))
        {
            yield return "course";
        }

        if (expected.GetProperty("altitude_m").GetDouble() != actual.AltitudeMeters.GetValueOrDefault())
        {
            yield return "altitude";
        }
    }

    private static bool Same(JsonElement expected, double? actual) =>
        actual is { } value && Math.Abs(expected.GetDouble() - value) < 1e-6;

    private static double? Reading(DeviceReport report, int sensor, SensorKind kind)
    {
        foreach (var reading in report.Readings)
        {
            if (reading.SensorId == sensor && reading.Kind == kind)
            {
                return reading.Value;
            }
        }

        return null;
    }

    private static DeviceAlarms Alarm(string name) => name switch
    {
        "overspeed" => DeviceAlarms.Overspeed,
        "hardCornering" => DeviceAlarms.HarshCornering,
        "hardAcceleration" => DeviceAlarms.HarshAcceleration,
        "hardBraking" => DeviceAlarms.HarshBraking,
        "tampering" => DeviceAlarms.Tampering,
        "geofenceEnter" => DeviceAlarms.Geofence,
        "lowBattery" => DeviceAlarms.LowBattery,
        "sos,sos" => DeviceAlarms.Sos,
        _ => throw new NotSupportedException(name),
    };
}
