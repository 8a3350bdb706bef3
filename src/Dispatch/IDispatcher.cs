using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch;

/// <summary>The dispatcher as the API sees it.</summary>
public interface IDispatcher
{
    /// <summary>How a webhook is doing; <see cref="WebhookState.New"/> for one without history.</summary>
    WebhookState GetState(long webhookId);

    /// <summary>
    /// Sends an example message of the webhook's type through the real queue; completes when it is on disk. False where
    /// the journal can't take it now.
    /// </summary>
    Task<bool> SendTestAsync(WebhookDefinition webhook, CancellationToken cancellationToken);
}
