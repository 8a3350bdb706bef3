using System.CommandLine;
using System.Globalization;

namespace Gateway.Cli;

/// <summary>Options that are a time.</summary>
internal static class CliTime
{
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
}
