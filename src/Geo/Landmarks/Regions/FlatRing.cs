namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// A closed ring as a flat array: longitude, latitude, .... Edges are straight lines in degrees. Long rings are cut into
/// runs of edges with a box each, so that most of a large landmark is passed over.
/// </summary>
/// <remarks>
/// Even-odd ray crossing to the east, half open: a western or southern edge is within the ring, an eastern or northern
/// one is not. Each edge is tested from its lower to its upper end, whichever way the ring runs, so that of two rings
/// that share an edge exactly one has a position on it.
/// </remarks>
internal readonly struct FlatRing
{
    private const int EdgesPerRun = 32;
    private const int Stride = 2 * EdgesPerRun;

    private readonly double[] _positions;

    // Null for a short ring: it is one run, and the tree has tested its box.
    private readonly LonLatBox[]? _runs;

    public FlatRing(double[] positions)
    {
        _positions = positions;
        var edges = (positions.Length / 2) - 1;
        if (edges <= 2 * EdgesPerRun)
        {
            return;
        }

        _runs = new LonLatBox[(edges + EdgesPerRun - 1) / EdgesPerRun];
        for (var run = 0; run < _runs.Length; run++)
        {
            _runs[run] = LonLatBox.Of(Run(run));
        }
    }

    public bool Contains(double latitude, double longitude)
    {
        if (_runs is null)
        {
            return IsOdd(_positions, latitude, longitude);
        }

        var odd = false;
        for (var run = 0; run < _runs.Length; run++)
        {
            ref readonly var box = ref _runs[run];
            if (box.MinLatitude <= latitude && box.MaxLatitude > latitude)
            {
                odd ^= IsOdd(Run(run), latitude, longitude);
            }
        }

        return odd;
    }

    /// <summary>The smaller of what is given and the square of the distance to the nearest edge.</summary>
    public double SquaredDegreesToNearestEdge(
        double latitude, double longitude, in LocalMetric metric, double nearest)
    {
        if (_runs is null)
        {
            return Nearest(_positions, latitude, longitude, metric, nearest);
        }

        for (var run = 0; run < _runs.Length; run++)
        {
            if (metric.SquaredDegreesTo(_runs[run], latitude, longitude) < nearest)
            {
                nearest = Nearest(Run(run), latitude, longitude, metric, nearest);
            }
        }

        return nearest;
    }

    /// <summary>Adds where the way meets an edge, as fractions of the way; some may stand twice.</summary>
    public void Cut(SegmentPath path, double shift, FractionList fractions)
    {
        var positions = path.Positions;
        for (var piece = 0; piece < path.Pieces; piece++)
        {
            var at = positions.Slice(2 * piece, 4);
            var line = new CuttingLine(at[0] + shift, at[1], at[2] + shift, at[3], piece, path.Pieces);
            if (_runs is null)
            {
                line.Cut(_positions, fractions);
                continue;
            }

            for (var run = 0; run < _runs.Length; run++)
            {
                if (line.Overlaps(_runs[run]))
                {
                    line.Cut(Run(run), fractions);
                }
            }
        }
    }

    // The edges of a run, with the end of its last edge, where the next run starts.
    private ReadOnlySpan<double> Run(int run)
    {
        var start = run * Stride;
        return _positions.AsSpan(start, Math.Min(Stride + 2, _positions.Length - start));
    }

    private static bool IsOdd(ReadOnlySpan<double> positions, double latitude, double longitude)
    {
        var odd = false;
        double ax = positions[0], ay = positions[1];
        for (var i = 2; i + 1 < positions.Length; i += 2)
        {
            double bx = positions[i], by = positions[i + 1];
            odd ^= Crosses(ax, ay, bx, by, latitude, longitude);
            ax = bx;
            ay = by;
        }

        return odd;
    }

    private static double Nearest(
        ReadOnlySpan<double> positions, double latitude, double longitude, in LocalMetric metric, double nearest)
    {
        double ax = positions[0] - longitude, ay = positions[1] - latitude;
        for (var i = 2; i + 1 < positions.Length; i += 2)
        {
            double bx = positions[i] - longitude, by = positions[i + 1] - latitude;
            nearest = Math.Min(nearest, metric.SquaredDegreesToEdge(ax, ay, bx, by));
            ax = bx;
            ay = by;
        }

        return nearest;
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
