namespace Gateway.Geo.Landmarks;

/// <summary>One change of the set of landmarks that a vehicle is in.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="LandmarkId">The landmark's id.</param>
/// <param name="Landmark">The landmark; null where it has vanished.</param>
public readonly record struct LandmarkTransition(LandmarkTransitionKind Kind, long LandmarkId, Landmark? Landmark);
