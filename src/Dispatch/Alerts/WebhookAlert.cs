using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Alerts;

/// <summary>Something that a webhook's owner should know.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Webhook">To which webhook.</param>
/// <param name="SinceMs">The first failure since the last delivery, Unix milliseconds.</param>
/// <param name="TimeMs">When, Unix milliseconds.</param>
/// <param name="Attempts">Failed attempts in a row.</param>
/// <param name="Error">The last failure in words, null for none.</param>
public sealed record WebhookAlert(
    WebhookAlertKind Kind, WebhookDefinition Webhook, long SinceMs, long TimeMs, long Attempts, string? Error);
