namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// The way between two positions: a great-circle arc, and beside it a chain of straight lines in degrees that follows
/// the arc closely, for the edges of polygons are straight in degrees. Longitudes run on beyond ±180. Reused.
/// </summary>
internal sealed class SegmentPath
{
    // How far the chain may stray from the arc, and the most pieces that it is cut into for that.
    private const double ToleranceMetres = 0.5;
    private const int MaxPieces = 256;
    private const double PaddingDegrees = 1e-9;

    private readonly double[] _positions = new double[2 * (MaxPieces + 1)];

    public GreatCircleArc Arc { get; private set; }

    /// <summary>The ends as a query at them would search them.</summary>
    public GeoPoint Start { get; private set; }

    public GeoPoint End { get; private set; }

    public int Pieces { get; private set; }

    /// <summary>Longitude, latitude, ... of the chain.</summary>
    public ReadOnlySpan<double> Positions => _positions.AsSpan(0, 2 * (Pieces + 1));

    public LonLatBox Box { get; private set; }

    public void Set(GeoPoint start, GeoPoint end)
    {
        (Start, End) = (start, end);
        Arc = new GreatCircleArc(start.Latitude, start.Longitude, end.Latitude, end.Longitude);
        Pieces = PieceCount(Arc, Math.Max(Math.Abs(start.Latitude), Math.Abs(end.Latitude)));
        _positions[0] = start.Longitude;
        _positions[1] = start.Latitude;
        for (var i = 1; i <= Pieces; i++)
        {
            var at = i == Pieces ? end : Arc.At((double)i / Pieces);
            var before = _positions[(2 * i) - 2];

            // The short way round.
            _positions[2 * i] = at.Longitude + (360 * Math.Round((before - at.Longitude) / 360));
            _positions[(2 * i) + 1] = at.Latitude;
        }

        Box = LonLatBox.Of(Positions);
    }

    /// <summary>The chain's position at a fraction of the way.</summary>
    public (double Latitude, double Longitude) At(double fraction)
    {
        var piece = Math.Clamp((int)(fraction * Pieces), 0, Pieces - 1);
        var part = (fraction * Pieces) - piece;
        var at = _positions.AsSpan(2 * piece, 4);
        return (at[1] + (part * (at[3] - at[1])), at[0] + (part * (at[2] - at[0])));
    }

    /// <summary>Whether the chain, its longitudes shifted, meets a box.</summary>
    public bool Meets(in LonLatBox box, double shift)
    {
        for (var i = 0; i < Pieces; i++)
        {
            var at = _positions.AsSpan(2 * i, 4);
            var (first, last) = (0.0, 1.0);
            if (Clip(at[0] + shift, at[2] - at[0], box.MinLongitude, box.MaxLongitude, ref first, ref last)
                && Clip(at[1], at[3] - at[1], box.MinLatitude, box.MaxLatitude, ref first, ref last))
            {
                return true;
            }
        }

        return false;
    }

    // Liang and Barsky's clipping, for one axis.
    private static bool Clip(double start, double step, double least, double most, ref double first, ref double last)
    {
        least -= PaddingDegrees;
        most += PaddingDegrees;
        if (step == 0)
        {
            return start >= least && start <= most;
        }

        var (one, other) = ((least - start) / step, (most - start) / step);
        first = Math.Max(first, Math.Min(one, other));
        last = Math.Min(last, Math.Max(one, other));
        return first <= last;
    }

    private static int PieceCount(in GreatCircleArc arc, double furthestLatitude)
    {
        // A chord in degrees of length L strays from its arc by L² tan φ / 8R.
        var latitude = Math.Min(89.9, furthestLatitude + Distance.Degrees(arc.Angle / 2));
        var stray = arc.Metres * arc.Metres * Math.Tan(Distance.Radians(latitude)) / (8 * Distance.EarthRadiusMetres);
        return (int)Math.Clamp(Math.Ceiling(Math.Sqrt(stray / ToleranceMetres)), 1, MaxPieces);
    }
}
