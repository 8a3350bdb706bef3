namespace Gateway.Dispatch.Journal;

/// <summary>What stands at a position in the log file.</summary>
internal enum LogEntryKind
{
    /// <summary>One of our records.</summary>
    Record,

    /// <summary>The log's own mark at the end of a commit.</summary>
    Commit,

    /// <summary>Zeros: the rest of the page is unused.</summary>
    Padding,

    /// <summary>Nothing that the log would write.</summary>
    Invalid,

    /// <summary>The segment file is not there.</summary>
    Missing,
}
