using Gateway.Devices;

namespace Gateway.Hosting;

/// <summary>Reads the options: appsettings.json, then the environment, then the command line; each overrides.</summary>
internal static class GatewaySettingsReader
{
    public static (GatewaySettings? Settings, IReadOnlyList<string> Faults) Read(
        Action<GatewayOptions> commandLine, ProtocolRegistry protocols)
    {
        var options = new GatewayOptions();
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
            if (LogLevelFaults(configuration) is { Count: > 0 } faults)
            {
                return (null, faults);
            }

            var section = configuration.GetSection(GatewayOptions.Section);
            section.Bind(options);

            // One value where a list may stand: the binder would pass over it in silence.
            options.Device = Single(section, nameof(options.Device)) ?? options.Device;
            options.AllowReceivers = Single(section, nameof(options.AllowReceivers)) ?? options.AllowReceivers;

            // The binder would put configured intervals behind the default ones.
            if (section.GetSection("Dispatch:RetryIntervals").Get<TimeSpan[]>() is { Length: > 0 } intervals)
            {
                options.Dispatch.RetryIntervals = intervals;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or FormatException)
        {
            return (null, [e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message]);
        }

        commandLine(options);
        return GatewaySettings.Validate(options, protocols);
    }

    private static string[]? Single(IConfiguration section, string name) => section[name] is { Length: > 0 } value ? [value] : null;

    /// <summary>The host would end with an exception at the first of them.</summary>
    private static List<string> LogLevelFaults(IConfiguration configuration) =>
    [
        .. configuration.GetSection("Logging").AsEnumerable()
            .Where(entry => entry.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)
                && !string.IsNullOrEmpty(entry.Value)
                && !Enum.TryParse<LogLevel>(entry.Value, ignoreCase: true, out _))
            .Select(entry => $"{entry.Key}: '{entry.Value}' is not one of {string.Join(", ", Enum.GetNames<LogLevel>())}."),
    ];
}
