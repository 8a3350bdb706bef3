namespace Gateway.Vehicles;

/// <summary>Kinds of record in the report journal. Written to disk: never reuse one.</summary>
internal static class ReportRecordKinds
{
    /// <summary>The reports of one frame, as <see cref="Protocol.Reports.ReportBatchWriter"/> wrote them.</summary>
    public const byte ReportBatch = 1;

    /// <summary>A <see cref="SilenceRecord"/>.</summary>
    public const byte Silence = 2;

    /// <summary>A <see cref="DriverAssignment"/>.</summary>
    public const byte Assignment = 3;

    /// <summary>A <see cref="DvirRecord"/>.</summary>
    public const byte Dvir = 4;

    /// <summary>A <see cref="SilenceRecord"/>: no more late reports came of a vehicle of which some wait.</summary>
    public const byte Quiet = 5;
}
