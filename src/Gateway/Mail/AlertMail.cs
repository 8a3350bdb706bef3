using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Events;
using MimeKit;

namespace Gateway.Mail;

/// <summary>An alert as an e-mail. Of the receiver's address only the host: the rest may hold a secret.</summary>
internal static class AlertMail
{
    /// <summary>The e-mail to the webhook's address, which must not be null.</summary>
    public static MimeMessage Write(WebhookAlert alert, string from)
    {
        var webhook = alert.Webhook;
        var title = $"Webhook {webhook.Id} ({webhook.Name})";
        var (subject, what) = alert.Kind switch
        {
            WebhookAlertKind.Failing => (
                $"{title} is failing",
                $"{alert.Attempts} attempts in a row have failed since {Time(alert.SinceMs)}. Messages wait in the queue and "
                + "are tried again."),
            WebhookAlertKind.Disabled => (
                $"{title} was disabled",
                $"No message could be delivered since {Time(alert.SinceMs)}, or the receiver answered 410 Gone. It takes no "
                + "new messages until it is resumed; those in its queue are kept while they are retained."),
            _ => (
                $"{title} works again",
                $"Messages are delivered again, after {alert.Attempts} failed attempts since {Time(alert.SinceMs)}."),
        };
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(webhook.Email!));
        message.Subject = subject;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var error = alert.Error is null ? "" : $"\r\nLast error: {alert.Error}";
        message.Body = new TextPart("plain")
        {
            Text = $"{what}\r\n\r\nWebhook: {webhook.Id}, {webhook.Name}\r\nType: {webhook.Type.ToName()}\r\n"
                + $"Receiver: {webhook.Url.Host}\r\nTime: {Time(alert.TimeMs)}{error}\r\n",
        };
        return message;
    }

    private static string Time(long unixMs) => $"{DateTimeOffset.FromUnixTimeMilliseconds(unixMs):yyyy-MM-dd HH:mm:ss} UTC";
}
