namespace Gateway.Configuration.Store;

/// <summary>How a write ended.</summary>
public enum WriteStatus
{
    /// <summary>On disk, and in the snapshot.</summary>
    Done,

    /// <summary>The account has no such object.</summary>
    NotFound,

    /// <summary>Not written: see the faults.</summary>
    Refused,

    /// <summary>The idempotency key was used for the same request before: see the stored answer.</summary>
    Replayed,

    /// <summary>The idempotency key was used for another request before.</summary>
    KeyReused,
}
