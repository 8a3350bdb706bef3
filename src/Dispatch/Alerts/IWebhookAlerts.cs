namespace Gateway.Dispatch.Alerts;

/// <summary>Who tells a webhook's owner.</summary>
public interface IWebhookAlerts
{
    /// <summary>Takes an alert; returns at once, throws nothing.</summary>
    void Raise(WebhookAlert alert);
}
