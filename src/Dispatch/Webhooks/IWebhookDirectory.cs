namespace Gateway.Dispatch.Webhooks;

/// <summary>Where the dispatcher learns which webhooks there are. Implemented by the configuration store.</summary>
public interface IWebhookDirectory
{
    /// <summary>The webhooks now. Reading takes no lock.</summary>
    WebhookSnapshot Current { get; }

    /// <summary>
    /// Calls back after each change with the new snapshot, one at a time, in order; ends when the result is disposed.
    /// </summary>
    IDisposable OnChange(Action<WebhookSnapshot> changed);

    /// <summary>Marks a webhook as disabled, durably (its receiver answered 410, or failed for too long).</summary>
    Task DisableAsync(long webhookId, string reason, CancellationToken cancellationToken);
}
