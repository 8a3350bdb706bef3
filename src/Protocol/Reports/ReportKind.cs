namespace Gateway.Protocol.Reports;

/// <summary>What a report is about. The numbers are written to disk: never reuse one.</summary>
public enum ReportKind : byte
{
    /// <summary>A record with the device's own time: position and inputs as far as known.</summary>
    Record = 1,

    /// <summary>A sign of life without data of its own (a ping or heartbeat message).</summary>
    Heartbeat = 2,
}
