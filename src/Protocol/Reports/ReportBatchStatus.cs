namespace Gateway.Protocol.Reports;

/// <summary>Whether a batch can be read.</summary>
public enum ReportBatchStatus
{
    /// <summary>Everything read so far is whole.</summary>
    Ok,

    /// <summary>Shorter than its header or its counts say.</summary>
    Truncated,

    /// <summary>Written in a version that this build does not know.</summary>
    UnknownVersion,

    /// <summary>Bytes that are no report, or bytes left over after the last one.</summary>
    Corrupt,
}
