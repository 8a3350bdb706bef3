namespace Gateway.Dispatch.Events;

/// <summary>
/// An event on its way to the event journal. A struct over borrowed memory: the publisher copies what it needs before
/// it returns.
/// </summary>
public readonly ref struct EventDraft
{
    public required EventId Id { get; init; }

    public required EventType Type { get; init; }

    public required long AccountId { get; init; }

    public required long VehicleId { get; init; }

    /// <summary>The vehicle's reference id as it was when the event came about; UTF-8; empty for null.</summary>
    public required ReadOnlySpan<byte> RefId { get; init; }

    /// <summary>When it happened, Unix milliseconds.</summary>
    public required long EventTimeMs { get; init; }

    /// <summary>When it was put into the queue, Unix milliseconds.</summary>
    public required long EnqueuedMs { get; init; }

    /// <summary>When its report was received, Unix milliseconds; 0 where it comes from no report. Not stored.</summary>
    public long ReceivedMs { get; init; }

    /// <summary>The JSON object for <c>data</c>, UTF-8, complete.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The webhooks that get it, ascending, at least one.</summary>
    public required ReadOnlySpan<long> Webhooks { get; init; }
}
