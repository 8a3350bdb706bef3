namespace Gateway.Mail;

/// <summary>What the mailer logs. Event ids 7000 to 7009. No address, no password.</summary>
internal static partial class MailLog
{
    [LoggerMessage(7000, LogLevel.Warning, "E-mail about webhook {WebhookId} could not be sent, trying again: {Error}")]
    public static partial void Failed(ILogger logger, long webhookId, string error);

    [LoggerMessage(7001, LogLevel.Error, "E-mail about webhook {WebhookId} was given up: {Error}")]
    public static partial void GivenUp(ILogger logger, long webhookId, string error);

    [LoggerMessage(7002, LogLevel.Warning, "E-mail about webhook {WebhookId} was dropped: too many at once")]
    public static partial void Dropped(ILogger logger, long webhookId);
}
