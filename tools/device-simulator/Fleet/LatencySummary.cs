namespace DeviceSimulator.Fleet;

/// <summary>Milliseconds from sending a frame to its acknowledgement; quantiles within 1.6 %, the maximum exact. Null without any.</summary>
public sealed record LatencySummary(double? P50, double? P99, double? Max);
