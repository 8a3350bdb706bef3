using Gateway.Dispatch.Queues;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch;

/// <summary>What the dispatcher logs. Event ids 3000 to 3099. Never a secret, of an address only the host.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(3000, LogLevel.Information,
        "Dispatcher ready: {Messages} messages of {Webhooks} webhooks waiting")]
    public static partial void Ready(ILogger logger, long messages, int webhooks);

    [LoggerMessage(3001, LogLevel.Debug,
        "Webhook {WebhookId} ({Host}): attempt after {Attempts} failed, next in {Wait}: {Error}")]
    public static partial void AttemptFailed(
        ILogger logger, long webhookId, string host, int attempts, string error, TimeSpan wait);

    [LoggerMessage(3002, LogLevel.Error, "Webhook {WebhookId}: message {Key} can't be sent, it is kept aside")]
    public static partial void AttemptCrashed(ILogger logger, Exception exception, long webhookId, MessageKey key);

    [LoggerMessage(3003, LogLevel.Warning, "Webhook {WebhookId} disabled: its receiver answered 410")]
    public static partial void Disabled(ILogger logger, long webhookId);

    [LoggerMessage(3004, LogLevel.Error, "Webhook {WebhookId} could not be disabled")]
    public static partial void DisableFailed(ILogger logger, Exception exception, long webhookId);

    [LoggerMessage(3005, LogLevel.Error, "Dispatcher fault: {Fault}")]
    public static partial void Fault(ILogger logger, string fault);

    [LoggerMessage(3006, LogLevel.Error, "The snapshot {File} is damaged; using the one before it")]
    public static partial void SnapshotDamaged(ILogger logger, string file);

    [LoggerMessage(3007, LogLevel.Error, "The queues could not be saved; trying again later")]
    public static partial void SnapshotFailed(ILogger logger, Exception exception);

    [LoggerMessage(3008, LogLevel.Warning, "{Messages} messages given up: their events' retention ended")]
    public static partial void Expired(ILogger logger, long messages);

    [LoggerMessage(3009, LogLevel.Warning, "Stopping did not wait any longer for attempts on their way")]
    public static partial void StopTimedOut(ILogger logger);

    [LoggerMessage(3020, LogLevel.Warning, "Attempts could not be written to the attempt log")]
    public static partial void AttemptsNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(3030, LogLevel.Warning, "Replay {ReplayId} of webhook {WebhookId} ended: {Error}")]
    public static partial void ReplayFailed(ILogger logger, long replayId, long webhookId, string error);

    [LoggerMessage(3031, LogLevel.Warning, "The replay file {File} is damaged and not used")]
    public static partial void ReplayDamaged(ILogger logger, string file);

    [LoggerMessage(3040, LogLevel.Warning, "Webhook {WebhookId} disabled: it failed for too long")]
    public static partial void DisabledForFailing(ILogger logger, long webhookId);

    [LoggerMessage(3041, LogLevel.Error, "How long webhooks have failed could not be saved; trying again")]
    public static partial void FailuresNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(3042, LogLevel.Error, "The file of how long webhooks have failed is damaged; counting begins anew")]
    public static partial void FailuresDamaged(ILogger logger, Exception exception);
}
