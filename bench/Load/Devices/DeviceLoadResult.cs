namespace Gateway.Bench.Load.Devices;

/// <summary>What came of a load.</summary>
/// <param name="AcknowledgedRecords">All of them, before, in and after the counted time.</param>
/// <param name="FramesPerSecond">Acknowledged frames a second of the counted time.</param>
/// <param name="RecordsPerSecond">Acknowledged records a second of the counted time.</param>
/// <param name="P50Ms">Frame sent to acknowledgement, counted time only.</param>
/// <param name="P99Ms">The same.</param>
internal sealed record DeviceLoadResult(
    long AcknowledgedRecords, double FramesPerSecond, double RecordsPerSecond, double P50Ms, double P99Ms);
