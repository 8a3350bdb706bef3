namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// A polygon with holes as flat rings (longitude, latitude, ... closed). Edges are straight lines in degrees. Longitudes
/// run on beyond ±180 where the polygon crosses the antimeridian.
/// </summary>
/// <remarks>
/// Even-odd ray crossing to the east, half open: of a ring, a western or southern edge is inside and an eastern or
/// northern one outside. Each edge is tested from its lower to its upper end, whichever way the ring runs, so that of
/// two polygons that share an edge exactly one has a position on it.
/// </remarks>
internal sealed class PolygonRegion : Region
{
    private readonly double[][] _rings;
    private readonly RegionBox[] _boxes;

    public PolygonRegion(double[][] rings)
    {
        _rings = rings;
        var shell = rings[0];
        double west = shell[0], east = shell[0], south = shell[1], north = shell[1];
        for (var i = 2; i < shell.Length; i += 2)
        {
            west = Math.Min(west, shell[i]);
            east = Math.Max(east, shell[i]);
            south = Math.Min(south, shell[i + 1]);
            north = Math.Max(north, shell[i + 1]);
        }

        _boxes = AntimeridianSplit.Boxes(west, south, east, north);
    }

    public override ReadOnlySpan<RegionBox> Boxes => _boxes;

    public override bool Contains(double latitude, double longitude)
    {
        var inside = false;
        foreach (var ring in _rings)
        {
            double ax = ring[0], ay = ring[1];
            for (var i = 2; i + 1 < ring.Length; i += 2)
            {
                double bx = ring[i], by = ring[i + 1];
                inside ^= Crosses(ax, ay, bx, by, latitude, longitude);
                ax = bx;
                ay = by;
            }
        }

        return inside;
    }

    public override bool Contains(
        double latitude, double longitude, in LocalMetric metric, out double boundaryMetres)
    {
        var inside = false;
        var nearest = double.PositiveInfinity;
        foreach (var ring in _rings)
        {
            double ax = ring[0], ay = ring[1];
            for (var i = 2; i + 1 < ring.Length; i += 2)
            {
                double bx = ring[i], by = ring[i + 1];
                inside ^= Crosses(ax, ay, bx, by, latitude, longitude);
                nearest = Math.Min(nearest, metric.SquaredDegreesToEdge(
                    ax - longitude, ay - latitude, bx - longitude, by - latitude));
                ax = bx;
                ay = by;
            }
        }

        boundaryMetres = LocalMetric.MetresOfSquaredDegrees(nearest);
        return inside;
    }

    private static bool Crosses(double ax, double ay, double bx, double by, double latitude, double longitude)
    {
        var above = ay > latitude;
        if (above == (by > latitude))
        {
            return false;
        }

        return above
            ? EastOf(bx, by, ax, ay, latitude, longitude)
            : EastOf(ax, ay, bx, by, latitude, longitude);
    }

    // Whether the edge, given from its lower to its upper end, lies strictly east of the position.
    private static bool EastOf(
        double lowX, double lowY, double highX, double highY, double latitude, double longitude) =>
        ((highX - lowX) * (latitude - lowY)) - ((longitude - lowX) * (highY - lowY)) > 0;
}
