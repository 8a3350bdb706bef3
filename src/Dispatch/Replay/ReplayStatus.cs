namespace Gateway.Dispatch.Replay;

/// <summary>Where a replay stands. Names are written to disk.</summary>
public enum ReplayStatus
{
    /// <summary>Others are running.</summary>
    Waiting,

    Running,

    /// <summary>All of its events are in the queue or were; their deliveries may still be to come.</summary>
    Done,

    /// <summary>By its owner, or because the webhook was deleted.</summary>
    Cancelled,

    /// <summary>The event journal can't be read.</summary>
    Failed,
}
