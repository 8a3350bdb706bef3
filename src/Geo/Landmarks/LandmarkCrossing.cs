namespace Gateway.Geo.Landmarks;

/// <summary>How the way between two positions leads through a landmark.</summary>
/// <param name="Landmark">The landmark.</param>
/// <param name="Enter">
/// Where it is first within, as a fraction of the way; exactly 0 where the landmark holds the start, or the start lies on
/// its edge and the way leads inside.
/// </param>
/// <param name="Leave">Where it is last within; exactly 1 likewise. Never less than <paramref name="Enter"/>.</param>
public readonly record struct LandmarkCrossing(Landmark Landmark, double Enter, double Leave);
