namespace Gateway.Dispatch.Events;

/// <summary>What a <c>posted</c> message says beyond the common fields.</summary>
/// <param name="LimitMph">The posted limit in the direction of travel, miles an hour.</param>
/// <param name="ThresholdMph">The webhook's threshold: how far over the limit.</param>
/// <param name="RoadName">Null where the road has no name.</param>
/// <param name="WayId">Null where the road has no id.</param>
/// <param name="LimitSource"><c>tagged</c> or <c>file</c>.</param>
/// <param name="DistanceMeters">From the fix to the road.</param>
/// <param name="HeadingDifference">Degrees between heading and road; null where the heading did not count.</param>
/// <param name="Confidence">0.5 to 1.</param>
public readonly record struct PostedDetails(
    double LimitMph,
    double ThresholdMph,
    string? RoadName,
    long? WayId,
    string LimitSource,
    double DistanceMeters,
    double? HeadingDifference,
    double Confidence);
