namespace Gateway.Geo;

/// <summary>The shorter great-circle arc between two positions: the way that is assumed between two fixes.</summary>
public readonly struct GreatCircleArc
{
    private readonly UnitVector _start;

    // In the plane of the arc, a quarter turn on from the start; zero where the two positions are the same.
    private readonly UnitVector _ahead;

    /// <summary>Positions in decimal degrees. Of two opposite points of the earth no arc is the shorter: any is taken.</summary>
    public GreatCircleArc(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        _start = UnitVector.Of(latitude1, longitude1);
        var step = UnitVector.Of(latitude2, longitude2) - _start;
        Angle = 2 * Math.Asin(Math.Min(1, step.Length / 2));

        // The difference keeps its digits where both positions are close together; the end itself would not.
        var ahead = step - (_start * step.Dot(_start));
        var length = ahead.Length;
        _ahead = length > 0 ? ahead * (1 / length) : default;
    }

    /// <summary>Length in metres on the sphere of <see cref="Distance.EarthRadiusMetres"/>.</summary>
    public double Metres => Angle * Distance.EarthRadiusMetres;

    /// <summary>Length in radians.</summary>
    internal double Angle { get; }

    /// <summary>The position at a part of the way, 0 at the start to 1 at the end.</summary>
    public GeoPoint At(double fraction)
    {
        var (sine, cosine) = Math.SinCos(fraction * Angle);
        return ((_start * cosine) + (_ahead * sine)).ToPoint();
    }

    /// <summary>
    /// The part of the way that lies within a circle, as fractions that may lie before 0 and behind 1; false where the
    /// great circle passes by, or the arc is a point.
    /// </summary>
    internal bool TryCircle(in UnitVector center, double radiusMetres, out double enter, out double leave)
    {
        (enter, leave) = (0, 0);
        if (Angle == 0 || _ahead.Length == 0)
        {
            return false;
        }

        // Cross-track angle x of the centre; half the chord h: cos h = cos r / cos x, in a form that keeps its digits.
        var radius = radiusMetres / Distance.EarthRadiusMetres;
        var across = Math.Abs(Math.Asin(Math.Clamp(_start.Cross(_ahead).Dot(center), -1, 1)));
        if (across >= radius)
        {
            return false;
        }

        var squared = Math.Sin((radius + across) / 2) * Math.Sin((radius - across) / 2) / Math.Cos(across);
        var half = 2 * Math.Asin(Math.Sqrt(Math.Min(1, squared)));
        var nearest = Math.Atan2(_ahead.Dot(center), _start.Dot(center));
        (enter, leave) = ((nearest - half) / Angle, (nearest + half) / Angle);
        return true;
    }
}
