namespace Gateway.Geo.Landmarks;

/// <summary>A landmark that holds a position, or whose boundary is near it.</summary>
/// <param name="Landmark">The landmark.</param>
/// <param name="Inside">Whether it holds the position.</param>
/// <param name="BoundaryMetres">
/// Distance to its nearest boundary, at most what was asked for. Exact for circles; for polygons a lower bound that is
/// short of the truth by about reach / earth radius × tan(latitude), so 0.1 percent at 60 degrees and 2,000 m. The edges
/// that polygons of one landmark share or overlap count as boundary, so do the cuts at the antimeridian.
/// </param>
public readonly record struct LandmarkProximity(Landmark Landmark, bool Inside, double BoundaryMetres);
