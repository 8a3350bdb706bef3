namespace Gateway.Geo.Landmarks.Regions;

/// <summary>A straight piece of a way, in degrees, that is cut by edges.</summary>
internal readonly struct CuttingLine
{
    // Cuts just beyond the ends count: a cut too many does no harm, a cut too few would.
    private const double Slack = 1e-9;

    private readonly double _x;
    private readonly double _y;
    private readonly double _dx;
    private readonly double _dy;
    private readonly LonLatBox _box;
    private readonly int _piece;
    private readonly int _pieces;

    public CuttingLine(double x1, double y1, double x2, double y2, int piece, int pieces)
    {
        (_x, _y, _dx, _dy) = (x1, y1, x2 - x1, y2 - y1);
        _box = new LonLatBox(
            Math.Min(x1, x2) - Slack, Math.Min(y1, y2) - Slack, Math.Max(x1, x2) + Slack, Math.Max(y1, y2) + Slack);
        (_piece, _pieces) = (piece, pieces);
    }

    public bool Overlaps(in LonLatBox box) =>
        box.MinLongitude <= _box.MaxLongitude && box.MaxLongitude >= _box.MinLongitude
        && box.MinLatitude <= _box.MaxLatitude && box.MaxLatitude >= _box.MinLatitude;

    /// <summary>Adds the cuts with the edges of an open chain: longitude, latitude, ....</summary>
    public void Cut(ReadOnlySpan<double> positions, FractionList fractions)
    {
        double ax = positions[0], ay = positions[1];
        for (var i = 2; i + 1 < positions.Length; i += 2)
        {
            double bx = positions[i], by = positions[i + 1];
            if (Math.Max(ay, by) >= _box.MinLatitude && Math.Min(ay, by) <= _box.MaxLatitude
                && Math.Max(ax, bx) >= _box.MinLongitude && Math.Min(ax, bx) <= _box.MaxLongitude)
            {
                CutEdge(ax, ay, bx - ax, by - ay, fractions);
            }

            ax = bx;
            ay = by;
        }
    }

    private void CutEdge(double ax, double ay, double ex, double ey, FractionList fractions)
    {
        var cross = (_dx * ey) - (_dy * ex);
        if (cross == 0)
        {
            // Parallel: where the two lie on each other, the neighbouring edges cut.
            return;
        }

        var (toX, toY) = (ax - _x, ay - _y);
        var along = ((toX * ey) - (toY * ex)) / cross;
        var onEdge = ((toX * _dy) - (toY * _dx)) / cross;
        if (along is >= -Slack and <= 1 + Slack && onEdge is >= -Slack and <= 1 + Slack)
        {
            fractions.Add((_piece + Math.Clamp(along, 0, 1)) / _pieces);
        }
    }
}
