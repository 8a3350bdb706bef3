namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// Planar distances that never exceed the distance on the sphere, for everything within a reach of one position.
/// </summary>
/// <remarks>
/// A great circle no longer than the reach stays within that many degrees of latitude of where it starts. There the
/// length element dφ² + cos²φ dλ² is at least dφ² + c² dλ², with c the smallest cosine of that band; so the planar
/// distance with longitudes scaled by c is a lower bound. Where the band reaches a pole, c is 0 and still right.
/// </remarks>
internal readonly struct LocalMetric
{
    private const double MetresPerDegree = Distance.EarthRadiusMetres * Math.PI / 180;

    private readonly double _cosine;

    public LocalMetric(double latitude, double reachMetres)
    {
        ReachDegrees = reachMetres / MetresPerDegree;
        var furthest = Math.Abs(latitude) + ReachDegrees;
        _cosine = furthest >= 90 ? 0 : Math.Cos(Distance.Radians(furthest));
    }

    /// <summary>The reach as an angle, in degrees.</summary>
    public double ReachDegrees { get; }

    /// <summary>Lower bound in metres of the distance to a box; 0 within it.</summary>
    public double MetresTo(in LonLatBox box, double latitude, double longitude) =>
        MetresOfSquaredDegrees(SquaredDegreesTo(box, latitude, longitude));

    /// <summary>Square of the planar distance, in degrees of latitude, to a box; 0 within it.</summary>
    public double SquaredDegreesTo(in LonLatBox box, double latitude, double longitude)
    {
        var x = Math.Max(0, Math.Max(box.MinLongitude - longitude, longitude - box.MaxLongitude)) * _cosine;
        var y = Math.Max(0, Math.Max(box.MinLatitude - latitude, latitude - box.MaxLatitude));
        return (x * x) + (y * y);
    }

    /// <summary>
    /// Square of the planar distance, in degrees of latitude, from the origin to the edge from (ax, ay) to (bx, by),
    /// all given as differences in degrees to the position at the origin.
    /// </summary>
    public double SquaredDegreesToEdge(double ax, double ay, double bx, double by)
    {
        ax *= _cosine;
        var dx = (bx * _cosine) - ax;
        var dy = by - ay;
        var length = (dx * dx) + (dy * dy);
        var t = length > 0 ? Math.Clamp(-((ax * dx) + (ay * dy)) / length, 0, 1) : 0;
        var x = ax + (t * dx);
        var y = ay + (t * dy);
        return (x * x) + (y * y);
    }

    public static double MetresOfSquaredDegrees(double squaredDegrees) => Math.Sqrt(squaredDegrees) * MetresPerDegree;
}
