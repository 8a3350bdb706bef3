namespace Gateway.Dispatch.Journal;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>In the write buffer; wait for the commit before acknowledging.</summary>
    Appended,

    /// <summary>No room: the write buffer stayed full, or the disk has less than the configured free space left.</summary>
    Full,

    /// <summary>The partition is faulted; see its health.</summary>
    Faulted,

    /// <summary>An empty payload: refused, since the log's format reads a zero length as the end of a page.</summary>
    Empty,

    /// <summary>Longer than <see cref="JournalOptions.MaxPayloadBytes"/>.</summary>
    TooLarge,

    /// <summary>The caller gave up waiting for room.</summary>
    Canceled,

    /// <summary>The journal is being disposed.</summary>
    Closed,
}
