namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// A polygon with holes: inside is inside an odd number of its rings. Longitudes run on beyond ±180 where the polygon
/// crosses the antimeridian.
/// </summary>
internal sealed class PolygonRegion : Region
{
    private readonly FlatRing[] _rings;
    private readonly RegionBox[] _boxes;

    /// <param name="rings">Longitude, latitude, ...; closed; the outer ring first.</param>
    public PolygonRegion(double[][] rings)
    {
        _rings = Array.ConvertAll(rings, ring => new FlatRing(ring));
        var box = LonLatBox.Of(rings[0]);
        _boxes = AntimeridianSplit.Boxes(box.MinLongitude, box.MinLatitude, box.MaxLongitude, box.MaxLatitude);
    }

    public override ReadOnlySpan<RegionBox> Boxes => _boxes;

    public override bool Contains(double latitude, double longitude)
    {
        var inside = false;
        foreach (ref readonly var ring in _rings.AsSpan())
        {
            inside ^= ring.Contains(latitude, longitude);
        }

        return inside;
    }

    public override bool Contains(
        double latitude, double longitude, in LocalMetric metric, out double boundaryMetres)
    {
        var inside = false;
        var nearest = double.PositiveInfinity;
        foreach (ref readonly var ring in _rings.AsSpan())
        {
            inside ^= ring.Contains(latitude, longitude);
            nearest = ring.SquaredDegreesToNearestEdge(latitude, longitude, metric, nearest);
        }

        boundaryMetres = LocalMetric.MetresOfSquaredDegrees(nearest);
        return inside;
    }
}
