namespace Gateway.Dispatch.Alerts;

/// <summary>A webhook's failures since its last delivery.</summary>
internal sealed class FailureRecord
{
    public required long WebhookId { get; init; }

    /// <summary>The first of them, Unix milliseconds; later by the time that the gateway was not running.</summary>
    public long SinceMs { get; set; }

    /// <summary>0 after a delivery.</summary>
    public long Attempts { get; set; }

    /// <summary>Whether its owner was told.</summary>
    public bool IsTold { get; set; }

    /// <summary>When its owner was told last, Unix milliseconds, 0 for never.</summary>
    public long ToldMs { get; set; }

    /// <summary>Whether it was disabled for them.</summary>
    public bool IsEnded { get; set; }
}
