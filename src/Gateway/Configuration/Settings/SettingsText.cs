using System.Text.Json;
using Gateway.Vehicles.Timelines;

namespace Gateway.Configuration.Settings;

/// <summary>Settings as text in the database: JSON with those that are not the default.</summary>
internal static class SettingsText
{
    public static string Write(MotionSettings settings) => JsonSerializer.Serialize(
        MotionSettingList.All
            .Where(setting => setting.Read(settings) != setting.Default)
            .ToDictionary(setting => setting.Name, setting => setting.Read(settings)),
        ConfigurationJson.Default.DictionaryStringDouble);

    /// <summary>
    /// Reads them back. A name or a value that this version does not know, from a later one, gives the default, and is in
    /// <paramref name="unknown"/>.
    /// </summary>
    public static MotionSettings Read(string text, out IReadOnlyList<string> unknown)
    {
        var settings = MotionSettings.Default;
        var left = new List<string>();
        unknown = left;
        Dictionary<string, double>? values = null;
        try
        {
            values = JsonSerializer.Deserialize(text, ConfigurationJson.Default.DictionaryStringDouble);
        }
        catch (JsonException)
        {
            left.Add("all of them");
        }

        foreach (var (name, value) in values ?? [])
        {
            if (MotionSettingList.Find(name) is { } setting && setting.Takes(value))
            {
                settings = setting.Write(settings, value);
            }
            else
            {
                left.Add(name);
            }
        }

        foreach (var (name, _) in settings.Validate())
        {
            settings = MotionSettings.Default;
            left.Add(name);
        }

        return settings;
    }
}
