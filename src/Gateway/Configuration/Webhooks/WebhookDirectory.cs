using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Gateway.Dispatch.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Webhooks;

/// <summary>The webhooks: reads from a snapshot, writes through the one writer.</summary>
public sealed class WebhookDirectory(ConfigurationWriter writer) : IWebhookDirectory
{
    private const int MaxReasonLength = 1000;

    private readonly Lock _subscribing = new();
    private volatile WebhookSnapshot _current = WebhookSnapshot.Empty;
    private Action<WebhookSnapshot>[] _subscribers = [];

    /// <inheritdoc/>
    public WebhookSnapshot Current => _current;

    /// <inheritdoc/>
    public IDisposable OnChange(Action<WebhookSnapshot> changed)
    {
        // A delegate of its own, so that the same callback twice is two subscriptions.
        Action<WebhookSnapshot> subscriber = snapshot => changed(snapshot);
        lock (_subscribing)
        {
            _subscribers = [.. _subscribers, subscriber];
        }

        return new Subscription(this, subscriber);
    }

    /// <summary>An account's webhook, or null.</summary>
    public WebhookDefinition? Find(long accountId, long id) =>
        _current.Find(id) is { } found && found.AccountId == accountId ? found : null;

    /// <summary>Makes a webhook; the draft's id is ignored.</summary>
    public Task<WriteResult<WebhookDefinition>> CreateAsync(
        WebhookDefinition draft,
        IdempotencyClaim<WebhookDefinition>? claim,
        CancellationToken cancellationToken) => writer.WriteAsync(
            claim,
            async context =>
            {
                var row = draft.ToRow();
                context.Webhooks.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(draft with { Id = row.Id });
            },
            Put,
            cancellationToken);

    /// <summary>
    /// Changes a webhook; <paramref name="change"/> sees its last state and answers the new one, or what is wrong.
    /// </summary>
    public Task<WriteResult<WebhookDefinition>> UpdateAsync(
        long accountId,
        long id,
        Func<WebhookDefinition, WriteResult<WebhookDefinition>> change,
        CancellationToken cancellationToken) => writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } before)
                {
                    return WriteResult.NotFound<WebhookDefinition>();
                }

                var result = change(before);
                if (result.Status == WriteStatus.Done)
                {
                    var row = await context.Webhooks.SingleAsync(row => row.Id == id);
                    row.Take(result.Value);
                }

                return result;
            },
            Put,
            cancellationToken);

    public Task<WriteResult<WebhookDefinition>> DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } webhook)
                {
                    return WriteResult.NotFound<WebhookDefinition>();
                }

                await context.Webhooks.Where(row => row.Id == id).ExecuteDeleteAsync();
                return WriteResult.Done(webhook);
            },
            webhook => Publish(new WebhookSnapshot(_current.All.Where(other => other.Id != webhook.Id))),
            cancellationToken);

    /// <inheritdoc/>
    public async Task DisableAsync(long webhookId, string reason, CancellationToken cancellationToken)
    {
        if (_current.Find(webhookId) is { } webhook)
        {
            await UpdateAsync(
                webhook.AccountId,
                webhookId,
                before => WriteResult.Done(before with
                {
                    Disabled = true,
                    DisabledReason = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength],
                }),
                cancellationToken);
        }
    }

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Webhooks.AsNoTracking().ToListAsync(cancellationToken);
        Publish(new WebhookSnapshot(rows.Select(row => row.ToDefinition())));
    }

    private void Put(WebhookDefinition webhook) =>
        Publish(new WebhookSnapshot(_current.All.Where(other => other.Id != webhook.Id).Append(webhook)));

    /// <summary>Called by the writer only, so one at a time.</summary>
    private void Publish(WebhookSnapshot snapshot)
    {
        _current = snapshot;
        foreach (var subscriber in Volatile.Read(ref _subscribers))
        {
            subscriber(snapshot);
        }
    }

    private sealed class Subscription(WebhookDirectory directory, Action<WebhookSnapshot> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (directory._subscribing)
            {
                directory._subscribers = [.. directory._subscribers.Where(other => other != subscriber)];
            }
        }
    }
}
