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
        // Nothing beyond the reach matters, so that runs of edges further away are passed over.
        var nearest = metric.ReachDegrees * metric.ReachDegrees;
        foreach (ref readonly var ring in _rings.AsSpan())
        {
            inside ^= ring.Contains(latitude, longitude);
            nearest = ring.SquaredDegreesToNearestEdge(latitude, longitude, metric, nearest);
        }

        boundaryMetres = LocalMetric.MetresOfSquaredDegrees(nearest);
        return inside;
    }

    public override bool TryCross(
        SegmentPath path, double shift, FractionList scratch, out double enter, out double leave)
    {
        scratch.Clear();
        scratch.Add(0);
        scratch.Add(1);
        foreach (ref readonly var ring in _rings.AsSpan())
        {
            ring.Cut(path, shift, scratch);
        }

        // Between two cuts the way is all within or all outside. What lies there decides, not the kind of the cuts, so
        // that corners that are only touched and edges that are only followed need no cases of their own.
        var cuts = scratch.Sorted();
        (enter, leave) = (0, 0);
        var first = 0;
        while (first + 1 < cuts.Length && !IsWithin(path, shift, cuts[first], cuts[first + 1]))
        {
            first++;
        }

        if (first + 1 == cuts.Length)
        {
            return false;
        }

        var last = cuts.Length - 1;
        while (last > first + 1 && !IsWithin(path, shift, cuts[last - 1], cuts[last]))
        {
            last--;
        }

        (enter, leave) = (cuts[first], cuts[last]);
        return true;
    }

    private bool IsWithin(SegmentPath path, double shift, double from, double to)
    {
        const double Shortest = 1e-12;
        if (to - from < Shortest)
        {
            return false;
        }

        var (latitude, longitude) = path.At((from + to) / 2);
        return Contains(latitude, longitude + shift);
    }
}
