namespace Gateway.Protocol.Reports;

/// <summary>Where the fields of a batch's header stand; little endian.</summary>
internal static class ReportBatchHeader
{
    public const int Version = 0;
    public const int ProtocolId = 1;
    public const int Count = 2;
    public const int VehicleId = 4;
    public const int ReceivedMs = 12;

    /// <summary>Bytes of the header.</summary>
    public const int Length = 20;

    /// <summary>Bytes of the length before each report.</summary>
    public const int ReportLengthSize = sizeof(ushort);
}
