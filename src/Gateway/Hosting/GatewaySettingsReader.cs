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
            var section = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection(GatewayOptions.Section);
            section.Bind(options);

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
}
