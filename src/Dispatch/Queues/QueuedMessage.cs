namespace Gateway.Dispatch.Queues;

/// <summary>A message, or a batch of them, taken from its queue for an attempt.</summary>
/// <param name="Key">Where its event lies; of a batch, the first one's.</param>
/// <param name="Attempts">Attempts made before this one.</param>
/// <param name="Behind">Messages of the webhook that wait behind it, or behind the batch.</param>
public readonly record struct QueuedMessage(MessageKey Key, int Attempts, long Behind)
{
    /// <summary>The attempt's number in its queue.</summary>
    internal long Ticket { get; init; }

    /// <summary>The batch; null for a single message.</summary>
    internal MessageBatch? Batch { get; init; }

    /// <summary>The vehicle that it holds; null where none, or where a batch does.</summary>
    internal VehicleLane? Lane { get; init; }

    /// <summary>
    /// Not to be sent: messages whose vehicles the worker is to find out and to tell with
    /// <see cref="WebhookQueue.TakenUp"/>.
    /// </summary>
    internal TakeUp? TakeUp { get; init; }

    /// <summary>How many messages it is.</summary>
    public int Count => Batch?.Keys.Count ?? 1;
}
