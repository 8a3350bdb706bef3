namespace Gateway.Geo.Roads;

/// <summary>The road that a fix is on.</summary>
/// <param name="Road">The best candidate.</param>
/// <param name="IsConfident">Whether its limit may be held against somebody.</param>
/// <param name="Confidence">0 to 1; from 0.5 on it is confident.</param>
public readonly record struct RoadMatch(RoadCandidate Road, bool IsConfident, double Confidence);
