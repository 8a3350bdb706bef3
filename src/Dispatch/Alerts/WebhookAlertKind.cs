namespace Gateway.Dispatch.Alerts;

/// <summary>What a webhook's owner is told.</summary>
public enum WebhookAlertKind
{
    /// <summary>Its attempts have failed for a while.</summary>
    Failing,

    /// <summary>It was disabled: it failed for too long, or its receiver answered 410.</summary>
    Disabled,

    /// <summary>A message was delivered again, after it was told to be failing.</summary>
    Recovered,
}
