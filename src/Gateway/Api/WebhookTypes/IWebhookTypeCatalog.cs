namespace Gateway.Api.WebhookTypes;

/// <summary>The types of webhook as the API shows them, examples rendered as real messages are.</summary>
public interface IWebhookTypeCatalog
{
    /// <summary>All fourteen, in the contract's order. Made once.</summary>
    IReadOnlyList<WebhookTypeObject> All { get; }
}
