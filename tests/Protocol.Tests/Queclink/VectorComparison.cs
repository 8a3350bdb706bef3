using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>Where a decoded frame differs from what the peer made of it, field by field.</summary>
internal sealed class VectorComparison
{
    private const double KnotsPerKph = 0.539957;

    private readonly List<string> _differences = [];

    private VectorComparison()
    {
    }

    /// <summary>The names of the fields that differ, each once; empty where all agree.</summary>
    public static IReadOnlyList<string> Differences(VectorCase vector, ReplayedFrame actual)
    {
        var comparison = new VectorComparison();
        comparison.Compare(vector, actual);
        return [.. comparison._differences.Distinct()];
    }

    private void Compare(VectorCase vector, ReplayedFrame actual)
    {
        // The answer to a command is a position without a place to the peer; there is nothing to keep.
        var expected = vector.Expected.Where(position => !Attributes(position).TryGetProperty("result", out _)).ToArray();
        Check("count", expected.Length == actual.Reports.Count);
        if (vector.SessionDeviceId is { } id)
        {
            Check("device", actual.Message.DeviceId == id);
        }

        for (var i = 0; i < Math.Min(expected.Length, actual.Reports.Count); i++)
        {
            ComparePosition(expected[i], actual.Reports[i]);
            foreach (var attribute in Attributes(expected[i]).EnumerateObject())
            {
                CompareAttribute(attribute.Name, attribute.Value, actual.Reports[i]);
            }
        }
    }

    private void ComparePosition(JsonElement expected, DeviceReport actual)
    {
        if (expected.GetProperty("outdated").GetBoolean())
        {
            Check("fix", !actual.HasFix);
            Check("time", Milliseconds(expected, "device_time") is not { } time || time == actual.DeviceTimeMs);
            return;
        }

        Check("time", Milliseconds(expected, "fix_time") == actual.FixTimeMs);
        Check("latitude", Math.Abs(expected.GetProperty("lat").GetDouble() - actual.Latitude) <= 1e-5);
        Check("longitude", Math.Abs(expected.GetProperty("lon").GetDouble() - actual.Longitude) <= 1e-5);

        // "0 here means no fix" (GL300 @Track Air Interface Protocol 1.02, 3.3.1.1): the last known position, and nothing else.
        var isFix = !(Attributes(expected).TryGetProperty("hdop", out var accuracy) && accuracy.GetDouble() == 0)
            && expected.GetProperty("valid").GetBoolean();
        Check("fix", isFix == actual.HasFix);
        if (isFix)
        {
            var knots = (actual.SpeedKph ?? 0) * KnotsPerKph;
            Check("speed", Math.Abs(expected.GetProperty("speed_knots").GetDouble() - knots) <= 0.1);
            Check("course", Math.Abs(expected.GetProperty("course").GetDouble() - (actual.CourseDegrees ?? 0)) <= 1);
            Check("altitude", Math.Abs(expected.GetProperty("altitude_m").GetDouble() - (actual.AltitudeMeters ?? 0)) <= 0.5);
            Check("device time", actual.DeviceTimeMs == actual.FixTimeMs);
        }
        else
        {
            Check("stale", actual is { SpeedKph: null, CourseDegrees: null, AltitudeMeters: null });
        }
    }

    private void CompareAttribute(string name, JsonElement value, DeviceReport actual)
    {
        switch (name)
        {
            case "ignition":
                Check(name, value.GetBoolean() == actual.Ignition);
                break;
            case "odometer":
                Check(name, IsNear(value, actual.OdometerMeters));
                break;
            case "power":
                Check(name, IsNear(value, actual.ExternalVolts));
                break;
            case "battery":
                Check(name, IsNear(value, actual.BatteryVolts));
                break;
            case "batteryLevel" when value.GetDouble() == 0 && actual.BatteryPercent is null:
                // The reserved field "00" after the cell, in messages that have no battery.
                break;
            case "batteryLevel":
                Check(name, IsNear(value, actual.BatteryPercent));
                break;
            case "sat":
                Check(name, value.GetInt32() == actual.Satellites);
                break;
            case "vin":
                Check(name, value.GetString() == actual.Vin.ToString());
                break;
            case "driverUniqueId":
                Check(name, actual.DriverReported && value.GetString() == actual.Driver.ToString());
                break;
            case var _ when name.StartsWith("temp", StringComparison.Ordinal):
                Check(name, HasReading(int.Parse(name.AsSpan(4), CultureInfo.InvariantCulture), SensorKind.Temperature, value, actual));
                break;
            case "tag1Humidity":
                Check(name, HasReading(11, SensorKind.Humidity, value, actual));
                break;
            default:
                break;
        }
    }

    private void Check(string name, bool agrees)
    {
        if (!agrees)
        {
            _differences.Add(name);
        }
    }

    private static bool HasReading(int sensor, SensorKind kind, JsonElement value, DeviceReport report) => report.Readings.ToArray()
        .Any(reading => reading.SensorId == sensor && reading.Kind == kind && IsNear(value, reading.Value));

    private static bool IsNear(JsonElement value, double? actual) =>
        actual is { } number && Math.Abs(value.GetDouble() - number) < 1e-6;

    private static JsonElement Attributes(JsonElement position) => position.GetProperty("attributes");

    private static long? Milliseconds(JsonElement position, string name) => position.GetProperty(name).GetString() is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
        : null;
}
