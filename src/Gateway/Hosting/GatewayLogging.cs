using Gateway.Api.Security;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Hosting;

/// <summary>Where the gateway's logs go.</summary>
internal static class GatewayLogging
{
    /// <summary>One line each to standard error: standard output is for what scripts read.</summary>
    public static void ToStandardError(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            options.UseUtcTimestamp = true;
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is told in one line by the command; the host would add a stack trace. What ends a running
        // host is critical, and still logged.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("System", LogLevel.Warning);

        // A line for each request without a key would let strangers fill the log.
        logging.AddFilter(typeof(ApiKeyAuthentication).FullName, LogLevel.Warning);
    }

    /// <summary>As <see cref="ToStandardError"/>, without what is only good to know.</summary>
    public static void WarningsToStandardError(ILoggingBuilder logging)
    {
        ToStandardError(logging);
        logging.SetMinimumLevel(LogLevel.Warning);
    }
}
