namespace Gateway.Geo.Landmarks.Regions;

/// <summary>A circle by haversine distance, its edge included.</summary>
internal sealed class CircleRegion : Region
{
    // Far above the rounding of the trigonometry here, far below anything that a tracker resolves.
    private const double PaddingDegrees = 1e-9;

    private readonly GeoPoint _center;
    private readonly double _radiusMetres;
    private readonly double _cosine;
    private readonly UnitVector _centerVector;
    private readonly RegionBox[] _boxes;

    public CircleRegion(GeoPoint center, double radiusMetres)
    {
        _center = center;
        _radiusMetres = radiusMetres;
        _cosine = Math.Cos(Distance.Radians(center.Latitude));
        _centerVector = UnitVector.Of(center.Latitude, center.Longitude);
        _boxes = CapBoxes(center, radiusMetres);
    }

    public override ReadOnlySpan<RegionBox> Boxes => _boxes;

    public override bool Contains(double latitude, double longitude) =>
        MetresToCenter(latitude, longitude) <= _radiusMetres;

    public override bool Contains(
        double latitude, double longitude, in LocalMetric metric, out double boundaryMetres)
    {
        var metres = MetresToCenter(latitude, longitude);
        boundaryMetres = Math.Abs(metres - _radiusMetres);
        return metres <= _radiusMetres;
    }

    public override bool TryCross(
        SegmentPath path, double shift, FractionList scratch, out double enter, out double leave)
    {
        if (!path.Arc.TryCircle(_centerVector, _radiusMetres, out enter, out leave) || enter >= 1 || leave <= 0)
        {
            return false;
        }

        (enter, leave) = (Math.Max(0, enter), Math.Min(1, leave));
        return true;
    }

    /// <summary>
    /// Half the width in degrees of longitude of a spherical cap; 180 where a pole is in it. See J. Matuschek,
    /// "Finding Points Within a Distance of a Latitude/Longitude Using Bounding Coordinates", section 3.3.
    /// </summary>
    public static double HalfWidthDegrees(double latitude, double radiusDegrees)
    {
        if (Math.Abs(latitude) + radiusDegrees >= 90)
        {
            return 180;
        }

        var sine = Math.Sin(Distance.Radians(radiusDegrees)) / Math.Cos(Distance.Radians(latitude));
        return sine >= 1 ? 180 : Distance.Degrees(Math.Asin(sine));
    }

    private static RegionBox[] CapBoxes(GeoPoint center, double radiusMetres)
    {
        var radius = Distance.Degrees(radiusMetres / Distance.EarthRadiusMetres) + PaddingDegrees;
        var south = Math.Max(-90, center.Latitude - radius);
        var north = Math.Min(90, center.Latitude + radius);
        var halfWidth = HalfWidthDegrees(center.Latitude, radius) + PaddingDegrees;
        if (halfWidth >= 180)
        {
            return [new RegionBox(new LonLatBox(-180, south, 180, north), 0)];
        }

        return AntimeridianSplit.Boxes(center.Longitude - halfWidth, south, center.Longitude + halfWidth, north);
    }

    private double MetresToCenter(double latitude, double longitude) => Distance.MetresOfHaversine(Distance.Haversine(
        _center.Latitude, _center.Longitude, latitude, longitude, _cosine * Math.Cos(Distance.Radians(latitude))));
}
