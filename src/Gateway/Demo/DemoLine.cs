using System.Globalization;
using System.Text.Json;

namespace Gateway.Demo;

/// <summary>A message in one line for people.</summary>
internal static class DemoLine
{
    public static string Of(string type, JsonElement head, JsonElement data)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(data.GetProperty("event_time").GetInt64());
        var place = data.GetProperty("latitude").ValueKind == JsonValueKind.Number
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{data.GetProperty("latitude").GetDouble(),9:0.00000},{data.GetProperty("longitude").GetDouble(),11:0.00000}")
            : "no position yet";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"POST {at:HH:mm:ss}  {type,-15} {head.GetProperty("ref_id").GetString(),-8} {place}  {Detail(type, data)}");
    }

    private static string Detail(string type, JsonElement data) => type switch
    {
        "location" or "speed" => $"{Text(data, "speed_mph")} mph, ignition {Text(data, "ignition")}",
        "landmark_enter" or "landmark_leave" or "landmark_change" =>
            $"{Text(data, "transition")} {Text(data, "landmark")}" + Optional(data, "dwell_s", " after {0} s"),
        "temperature" => $"sensor {Text(data, "sensor_id")}: {Text(data, "temperature_f")} °F",
        "heartbeat" => Optional(data, "fix_age_s", "fix is {0} s old"),
        "ignition_on" => Optional(data, "off_duration_s", "was off for {0} s"),
        "ignition_off" => Optional(data, "on_duration_s", "was on for {0} s"),
        _ => "",
    };

    private static string Optional(JsonElement data, string name, string format) =>
        data.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? string.Format(CultureInfo.InvariantCulture, format, value)
            : "";

    private static string Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "?";
}
