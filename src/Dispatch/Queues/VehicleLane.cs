namespace Gateway.Dispatch.Queues;

/// <summary>The messages of one vehicle in a queue that keeps them in order: a first one, and those behind it.</summary>
internal sealed class VehicleLane(long vehicleId)
{
    public long VehicleId { get; } = vehicleId;

    public LaneState State { get; set; }

    /// <summary>The first message; none while it is on its way.</summary>
    public RetryEntry? Head { get; set; }

    /// <summary>When the head's event happened, Unix milliseconds; only where the newest counts.</summary>
    public long HeadTimeMs { get; set; }

    /// <summary>The same of the message on its way.</summary>
    public long TakenTimeMs { get; set; }

    /// <summary>What is behind the first one; made when needed.</summary>
    public MessageFifo? Rest { get; set; }

    /// <summary>Messages that wait here.</summary>
    public long Count => (Head is null ? 0 : 1) + (Rest?.Count ?? 0);

    /// <summary>What holds the vehicle: its message on the way, or batches.</summary>
    public int Holders { get; set; }

    /// <summary>Shows all messages that wait here, in order.</summary>
    public void Visit(Action<MessageKey> visit)
    {
        if (Head is { } head)
        {
            visit(head.Key);
        }

        if (Rest is { } rest)
        {
            foreach (var key in rest.View())
            {
                visit(key);
            }
        }
    }
}
