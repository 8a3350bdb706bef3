using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A configuration store in memory.</summary>
internal sealed class TestDirectory : IWebhookDirectory
{
    private readonly List<Action<WebhookSnapshot>> _listeners = [];

    public WebhookSnapshot Current { get; private set; } = WebhookSnapshot.Empty;

    public List<(long Id, string Reason)> Disabled { get; } = [];

    public IDisposable OnChange(Action<WebhookSnapshot> changed)
    {
        _listeners.Add(changed);
        return new Ending(() => _listeners.Remove(changed));
    }

    public Task DisableAsync(long webhookId, string reason, CancellationToken cancellationToken)
    {
        lock (Disabled)
        {
            Disabled.Add((webhookId, reason));
        }

        Set(Current.Find(webhookId)! with { Disabled = true });
        return Task.CompletedTask;
    }

    public void Set(params WebhookDefinition[] webhooks) =>
        Publish([.. Current.All.Where(old => webhooks.All(webhook => webhook.Id != old.Id)), .. webhooks]);

    public void Change(long id, Func<WebhookDefinition, WebhookDefinition> change) => Set(change(Current.Find(id)!));

    public void Delete(long id) => Publish([.. Current.All.Where(webhook => webhook.Id != id)]);

    private void Publish(WebhookDefinition[] webhooks)
    {
        Current = new WebhookSnapshot(webhooks);
        foreach (var listener in _listeners.ToArray())
        {
            listener(Current);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
