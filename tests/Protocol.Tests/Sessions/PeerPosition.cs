using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Sessions;

/// <summary>A position of the vectors against a report: what differs, in words.</summary>
internal static class PeerPosition
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>Whether the position says anything that a report could say: a place, or a value that is compared.</summary>
    public static bool IsReport(JsonElement expected) =>
        !expected.GetProperty("outdated").GetBoolean()
        || expected.GetProperty("attributes").EnumerateObject().Any(attribute => IsCompared(attribute.Name));

    /// <summary>Compares as many reports as positions; empty where all agree.</summary>
    public static string Differences(IEnumerable<JsonElement> expected, IReadOnlyList<DeviceReport> actual)
    {
        var all = expected.ToArray();
        var positions = all.Length == actual.Count ? all : [.. all.Where(IsReport)];
        return positions.Length != actual.Count
            ? $"{actual.Count} reports, not {positions.Length}"
            : string.Join("; ", positions.Zip(actual).SelectMany(pair => Differences(pair.First, pair.Second)));
    }

    private static IEnumerable<string> Differences(JsonElement expected, DeviceReport actual)
    {
        var time = TimeOf(expected, "fix_time") ?? TimeOf(expected, "device_time");
        if (time is not null && time != actual.DeviceTimeMs && time != actual.FixTimeMs)
        {
            yield return $"time {actual.DeviceTimeMs}, not {time}";
        }

        var valid = expected.GetProperty("valid").GetBoolean() && !expected.GetProperty("outdated").GetBoolean();
        if (valid != actual.HasFix)
        {
            yield return $"fix {actual.HasFix}, not {valid}";
        }
        else if (valid)
        {
            foreach (var (name, value, tolerance) in new[]
            {
                ("lat", actual.Latitude, 1e-5),
                ("lon", actual.Longitude, 1e-5),
                ("speed_knots", actual.SpeedKph.GetValueOrDefault() * KnotsPerKph, 0.1),
                ("course", actual.CourseDegrees.GetValueOrDefault(), 1.0),
            })
            {
                if (Math.Abs(expected.GetProperty(name).GetDouble() - value) > tolerance)
                {
                    yield return $"{name} {value}, not {expected.GetProperty(name)}";
                }
            }
        }

        foreach (var attribute in expected.GetProperty("attributes").EnumerateObject())
        {
            if (IsCompared(attribute.Name) && !IsSame(attribute, actual))
            {
                yield return $"not {attribute.Name} {attribute.Value}";
            }
        }
    }

    private static long? TimeOf(JsonElement position, string name) =>
        position.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.String
            ? DateTimeOffset.Parse(time.GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
            : null;

    private static bool IsCompared(string name) =>
        name is "ignition" or "driverUniqueId" or "odometer" or "power" or "battery" || SensorOf(name) is not null;

    private static bool IsSame(JsonProperty attribute, DeviceReport actual) => attribute.Name switch
    {
        "ignition" => actual.Ignition == attribute.Value.GetBoolean(),
        // A tag of zeros is no tag: the report says that no driver is present.
        "driverUniqueId" => actual.DriverReported
            && string.Equals(
                actual.Driver.ToString(), attribute.Value.GetString()!.TrimStart('0') is "" ? "" : attribute.Value.GetString(),
                StringComparison.OrdinalIgnoreCase),
        "odometer" => Near(actual.OdometerMeters, attribute.Value),
        "power" => Near(actual.ExternalVolts, attribute.Value),
        "battery" => Near(actual.BatteryVolts, attribute.Value),
        var name => actual.Readings.ToArray().Any(reading =>
            reading.Kind == SensorKind.Temperature
            && reading.SensorId == SensorOf(name)
            && Near(reading.Value, attribute.Value)),
    };

    private static int? SensorOf(string name) =>
        name.StartsWith("temp", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var sensor)
            ? sensor
            : null;

    private static bool Near(double? actual, JsonElement expected) =>
        actual is { } value && Math.Abs(value - expected.GetDouble()) < 1e-6;
}
