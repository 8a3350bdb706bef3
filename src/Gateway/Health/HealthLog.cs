namespace Gateway.Health;

/// <summary>Changes of health. Event ids 7100 to 7109.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(7100, LogLevel.Warning, "Part {Part} is {Status}: {Detail}")]
    public static partial void Worse(ILogger logger, string part, string status, string? detail);

    [LoggerMessage(7101, LogLevel.Error, "Part {Part} is {Status}: {Detail}")]
    public static partial void Unhealthy(ILogger logger, string part, string status, string? detail);

    [LoggerMessage(7102, LogLevel.Information, "Part {Part} is healthy again")]
    public static partial void Well(ILogger logger, string part);
}
