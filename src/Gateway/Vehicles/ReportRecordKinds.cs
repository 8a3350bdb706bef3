namespace Gateway.Vehicles;

/// <summary>Kinds of record in the report journal. Written to disk: never reuse one.</summary>
internal static class ReportRecordKinds
{
    /// <summary>The reports of one frame, as <see cref="Protocol.Reports.ReportBatchWriter"/> wrote them.</summary>
    public const byte ReportBatch = 1;
}
