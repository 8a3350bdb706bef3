using Gateway.Dispatch.Webhooks;

namespace Gateway.Bench.Load.Dispatching;

/// <summary>The webhooks of a <see cref="DispatchBed"/>.</summary>
internal sealed class BenchWebhooks : IWebhookDirectory
{
    private Action<WebhookSnapshot>? _changed;

    public WebhookSnapshot Current { get; private set; } = WebhookSnapshot.Empty;

    public IDisposable OnChange(Action<WebhookSnapshot> changed)
    {
        _changed += changed;
        return new Subscription(this, changed);
    }

    public Task DisableAsync(long webhookId, string reason, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Webhook {webhookId} was disabled: {reason}");

    public void Set(IEnumerable<WebhookDefinition> webhooks)
    {
        Current = new WebhookSnapshot(webhooks);
        _changed?.Invoke(Current);
    }

    private sealed class Subscription(BenchWebhooks webhooks, Action<WebhookSnapshot> changed) : IDisposable
    {
        public void Dispose() => webhooks._changed -= changed;
    }
}
