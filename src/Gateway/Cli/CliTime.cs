using System.CommandLine;
using System.Globalization;

namespace Gateway.Cli;

/// <summary>Times: options that are one, and how tables show them.</summary>
internal static class CliTime
{
    /// <summary>The end of the year 9999.</summary>
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>ISO 8601 or Unix seconds; its value is Unix seconds.</summary>
    public static Option<long?> Option(string name, string description, bool required) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return seconds;
            }

            // A time without an offset is UTC, as all times here.
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time.ToUnixTimeSeconds();
            }

            result.AddError($"{name} takes a time such as 2026-01-31T12:00:00Z or Unix seconds, not '{text}'.");
            return null;
        },
    };

    /// <summary>A time in a table; what is no time is shown as the number that it is.</summary>
    public static string Show(long seconds) => seconds is >= 0 and <= MaxSeconds
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : seconds.ToString(CultureInfo.InvariantCulture);
}
