using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Delivery;

/// <summary>What differs in the head from message to message and from attempt to attempt.</summary>
public readonly ref struct MessageHead
{
    public required EventId EventId { get; init; }

    /// <summary>The vehicle's reference id, UTF-8; empty for null.</summary>
    public required ReadOnlySpan<byte> RefId { get; init; }

    /// <summary>Attempts made before this one.</summary>
    public required int RetryCount { get; init; }

    /// <summary>Messages that wait behind this one.</summary>
    public required long QueueDepth { get; init; }

    /// <summary>When it was queued, Unix seconds.</summary>
    public required long EnqueueTime { get; init; }

    /// <summary>When this attempt is sent, Unix seconds.</summary>
    public required long RequestTime { get; init; }
}
