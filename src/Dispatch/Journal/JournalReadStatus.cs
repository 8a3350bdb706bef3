namespace Gateway.Dispatch.Journal;

/// <summary>What a read found.</summary>
public enum JournalReadStatus
{
    /// <summary>A record, its checksum verified.</summary>
    Record,

    /// <summary>Nothing committed at or after this position yet.</summary>
    NotCommitted,

    /// <summary>The position was given up by truncation; the records there are gone.</summary>
    Truncated,

    /// <summary>No record starts at this position.</summary>
    NoRecord,

    /// <summary>The bytes on disk are not what was written, or can't be read. The partition is faulted.</summary>
    Faulted,

    /// <summary>The journal was disposed.</summary>
    Closed,
}
