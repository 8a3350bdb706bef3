using System.Collections.Concurrent;

namespace Gateway.Dispatch.Queues;

/// <summary>All queues by webhook. A queue is made when its webhook gets its first message.</summary>
/// <param name="make">Makes the queue of a webhook; null where there is no such webhook.</param>
/// <param name="made">Told once the queue can be found here.</param>
/// <param name="metrics">Counts what is dropped.</param>
internal sealed class QueueIndex(Func<long, WebhookQueue?> make, Action<WebhookQueue> made, DispatchMetrics metrics)
    : IMessageSink
{
    private readonly ConcurrentDictionary<long, WebhookQueue> _queues = new();

    public ICollection<WebhookQueue> All => _queues.Values;

    public WebhookQueue? Find(long webhookId) => _queues.GetValueOrDefault(webhookId);

    /// <summary>The queue of a webhook; null where there is no such webhook.</summary>
    public WebhookQueue? GetOrMake(long webhookId)
    {
        if (_queues.TryGetValue(webhookId, out var queue))
        {
            return queue;
        }

        if (make(webhookId) is not { } fresh)
        {
            return null;
        }

        queue = _queues.GetOrAdd(webhookId, fresh);
        made(queue);
        return queue;
    }

    /// <summary>Queues a message; a message for a webhook that was deleted is dropped and counted.</summary>
    public void Add(long webhookId, MessageKey key, long nowMs)
    {
        if (GetOrMake(webhookId) is not { } queue || !queue.Add(key, nowMs))
        {
            metrics.Dropped(1);
        }
    }

    /// <summary>Forgets a deleted webhook with all that waits for it.</summary>
    public void Drop(long webhookId)
    {
        if (_queues.TryRemove(webhookId, out var queue))
        {
            metrics.Dropped(queue.Drop());
        }
    }
}
