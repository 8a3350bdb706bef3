using System.Collections.Frozen;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Webhooks;

/// <summary>All webhooks at one moment, by who may want an event. Immutable; swapped whole.</summary>
public sealed class WebhookSnapshot
{
    private readonly FrozenDictionary<long, WebhookDefinition> _byId;
    private readonly FrozenDictionary<(long Account, EventType Type), WebhookDefinition[]> _listeners;

    public WebhookSnapshot(IEnumerable<WebhookDefinition> webhooks)
    {
        _byId = webhooks.ToFrozenDictionary(webhook => webhook.Id);
        _listeners = _byId.Values
            .Where(webhook => !webhook.Disabled)
            .SelectMany(webhook => EventTypesFor(webhook.Type).Select(type => (Key: (webhook.AccountId, type), webhook)))
            .GroupBy(pair => pair.Key, pair => pair.webhook)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(webhook => webhook.Id).ToArray());
    }

    public static WebhookSnapshot Empty { get; } = new([]);

    public IReadOnlyCollection<WebhookDefinition> All => _byId.Values;

    public WebhookDefinition? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The account's webhooks that listen for events of that type (paused ones too, disabled ones not), by ascending id.
    /// Filters and thresholds are still to be asked.
    /// </summary>
    public ReadOnlySpan<WebhookDefinition> Listeners(long accountId, EventType type) =>
        _listeners.TryGetValue((accountId, type), out var found) ? found : [];

    private static EventType[] EventTypesFor(EventType webhookType) => webhookType == EventType.LandmarkChange
        ? [EventType.LandmarkEnter, EventType.LandmarkLeave]
        : [webhookType];
}
