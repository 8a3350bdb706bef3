namespace Gateway.Roads;

/// <summary>What the roads log.</summary>
internal static partial class RoadLog
{
    [LoggerMessage(LogLevel.Error, "The roads of account {AccountId} can't be read and are left out: {Fault}. Import them again")]
    public static partial void Unreadable(this ILogger logger, long accountId, string fault);

    [LoggerMessage(LogLevel.Information, "Roads of account {AccountId}: {Ways} ways, {Segments} segments, {Bytes} bytes in memory")]
    public static partial void Loaded(this ILogger logger, long accountId, int ways, int segments, long bytes);

    [LoggerMessage(LogLevel.Error, "The roads of account {AccountId} can't be stored")]
    public static partial void NotStored(this ILogger logger, Exception exception, long accountId);
}
