using Gateway.Geo.Landmarks.Regions;

namespace Gateway.Geo.Landmarks;

/// <summary>All positions whose haversine distance from a centre is at most a radius.</summary>
public sealed class CircleShape : LandmarkShape
{
    private readonly Region[] _regions;

    internal CircleShape(GeoPoint center, double? altitude, double radiusMetres)
    {
        Center = center;
        Altitude = altitude;
        RadiusMetres = radiusMetres;
        _regions = [new CircleRegion(center, radiusMetres)];
    }

    public override LandmarkShapeKind Kind => LandmarkShapeKind.Circle;

    public GeoPoint Center { get; }

    /// <summary>Third number of the centre, where one was given. Plays no part in any test.</summary>
    public double? Altitude { get; }

    /// <summary>More than 0, at most <see cref="GeoJson.LandmarkGeoJsonLimits.MaxRadiusMetres"/>.</summary>
    public double RadiusMetres { get; }

    internal override ReadOnlySpan<Region> Regions => _regions;
}
