namespace Gateway.Geo.Roads;

/// <summary>A road that a fix may be on.</summary>
/// <param name="Way">Its place in the index.</param>
/// <param name="WayId">Its id; null where the file had none.</param>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="LimitMph">
/// The limit in the direction of travel; null where it is not known, or differs by direction and the direction is not known.
/// </param>
/// <param name="Source">Where the limit comes from.</param>
/// <param name="DistanceMetres">From the fix to the road.</param>
/// <param name="HeadingDifference">0 to 180 degrees; null where the heading is not known or not believed.</param>
/// <param name="Score">Metres and what counts as metres; the least is the best.</param>
public readonly record struct RoadCandidate(
    int Way,
    long? WayId,
    string? Name,
    double? LimitMph,
    LimitSource Source,
    double DistanceMetres,
    double? HeadingDifference,
    double Score);
