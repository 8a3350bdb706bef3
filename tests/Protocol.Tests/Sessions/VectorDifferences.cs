using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Sessions;

/// <summary>What a peer's position and a report say differently, as far as every protocol has it.</summary>
internal static class VectorDifferences
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>One line for each difference; none where they agree.</summary>
    public static IEnumerable<string> Of(JsonElement expected, DeviceReport actual)
    {
        var time = expected.GetProperty("fix_time").GetString()
            ?? (expected.TryGetProperty("device_time", out var device) ? device.GetString() : null);
        long? expectedTime = time is null
            ? null
            : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var hasFix = expected.GetProperty("valid").GetBoolean() && !expected.GetProperty("outdated").GetBoolean();
        return Unequal("time", expectedTime, actual.DeviceTimeMs)
            .Concat(Unequal("fix", hasFix, actual.HasFix))
            .Concat(hasFix && actual.HasFix ? OfPlace(expected, actual) : [])
            .Concat(expected.GetProperty("attributes").EnumerateObject().SelectMany(attribute => OfAttribute(attribute, actual)));
    }

    private static IEnumerable<string> OfPlace(JsonElement expected, DeviceReport actual) =>
        Beyond("lat", expected.GetProperty("lat").GetDouble(), actual.Latitude, 1e-5)
            .Concat(Beyond("lon", expected.GetProperty("lon").GetDouble(), actual.Longitude, 1e-5))
            .Concat(Beyond("speed", expected.GetProperty("speed_knots").GetDouble(), actual.SpeedKph * KnotsPerKph, 0.1))
            .Concat(Beyond("course", expected.GetProperty("course").GetDouble(), actual.CourseDegrees, 1))
            .Concat(Beyond("altitude", expected.GetProperty("altitude_m").GetDouble(), actual.AltitudeMeters ?? 0, 0.5));

    private static IEnumerable<string> OfAttribute(JsonProperty attribute, DeviceReport actual)
    {
        var (name, value) = (attribute.Name, attribute.Value);
        return name switch
        {
            "ignition" => Unequal(name, value.GetBoolean(), actual.Ignition),
            "motion" => Unequal(name, value.GetBoolean(), actual.Moving),
            "driverUniqueId" => Unequal(name, value.GetString(), actual.DriverReported ? actual.Driver.ToString() : null),
            "vin" => Unequal(name, value.GetString(), actual.Vin.ToString()),
            "odometer" => Beyond(name, value.GetDouble(), actual.OdometerMeters, 1e-3),
            "power" => Beyond(name, value.GetDouble(), actual.ExternalVolts, 1e-6),
            "battery" => Beyond(name, value.GetDouble(), actual.BatteryVolts, 1e-6),
            "batteryLevel" => Beyond(name, value.GetDouble(), actual.BatteryPercent, 1e-6),
            "sat" => Unequal(name, value.GetInt32(), actual.Satellites),
            "rssi" => Unequal(name, value.GetInt32(), actual.GsmSignal),
            "hdop" when value.GetDouble() > 0 => Beyond(name, value.GetDouble(), actual.Hdop, 1e-6),
            _ when name.StartsWith("temp", StringComparison.Ordinal) && int.TryParse(name.AsSpan(4), out var sensor) =>
                Beyond(name, value.GetDouble(), Reading(actual, SensorKind.Temperature, sensor), 1e-6),
            "humidity" => Beyond(name, value.GetDouble(), Reading(actual, SensorKind.Humidity, 1), 1e-6),
            _ => [],
        };
    }

    private static double? Reading(DeviceReport report, SensorKind kind, int sensor)
    {
        foreach (var reading in report.Readings)
        {
            if (reading.Kind == kind && reading.SensorId == sensor)
            {
                return reading.Value;
            }
        }

        return null;
    }

    private static IEnumerable<string> Unequal<T>(string name, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? [] : [$"{name}: {expected} is {(actual is null ? "null" : actual)}"];

    private static IEnumerable<string> Unequal(string name, bool expected, bool? actual) =>
        expected == actual ? [] : [$"{name}: {expected} is {actual?.ToString() ?? "null"}"];

    private static IEnumerable<string> Unequal(string name, int expected, int? actual) =>
        expected == actual ? [] : [$"{name}: {expected} is {actual?.ToString(CultureInfo.InvariantCulture) ?? "null"}"];

    private static IEnumerable<string> Beyond(string name, double expected, double? actual, double tolerance) =>
        actual is { } value && Math.Abs(value - expected) <= tolerance
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{name}: {expected} is {actual?.ToString(CultureInfo.InvariantCulture) ?? "null"}")];
}
