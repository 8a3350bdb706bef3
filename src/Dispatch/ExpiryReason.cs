namespace Gateway.Dispatch;

/// <summary>Why a message was given up.</summary>
public enum ExpiryReason
{
    /// <summary>Older than its retention, or its event is gone.</summary>
    Age,

    /// <summary>The queue had more than it may hold, and it was the oldest.</summary>
    Full,
}
