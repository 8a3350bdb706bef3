using System.Collections.Concurrent;
using Gateway.Dispatch;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for the dispatcher: states as told, tests noted.</summary>
internal sealed class FakeDispatcher : IDispatcher
{
    public ConcurrentDictionary<long, WebhookState> States { get; } = new();

    public ConcurrentQueue<WebhookDefinition> Tests { get; } = new();

    public bool Accepts { get; set; } = true;

    /// <summary>What asking for a state ends in, instead.</summary>
    public Exception? Fault { get; set; }

    public WebhookState GetState(long webhookId) => Fault is not null ? throw Fault : States.GetValueOrDefault(webhookId, WebhookState.New);

    public Task<bool> SendTestAsync(WebhookDefinition webhook, CancellationToken cancellationToken)
    {
        Tests.Enqueue(webhook);
        return Task.FromResult(Accepts);
    }
}
