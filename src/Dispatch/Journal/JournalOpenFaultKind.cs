namespace Gateway.Dispatch.Journal;

/// <summary>The ways in which opening a journal is refused. None of them is repaired silently.</summary>
public enum JournalOpenFaultKind
{
    /// <summary>Another process (or another part of this one) has it open.</summary>
    InUse,

    /// <summary>A segment file between the oldest and the newest committed record is not there.</summary>
    MissingSegment,

    /// <summary>The marker or the commit metadata can't be read, and the segments don't make up for it.</summary>
    CorruptMetadata,

    /// <summary>A committed record is damaged.</summary>
    CorruptRecord,

    /// <summary>The segments end before the last position that the commit metadata vouches for.</summary>
    LostCommitted,

    /// <summary>The journal was made with another number of partitions.</summary>
    PartitionCountChanged,

    /// <summary>The file system said no.</summary>
    IoError,
}
