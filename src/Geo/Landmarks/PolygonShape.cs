using Gateway.Geo.Landmarks.Regions;

namespace Gateway.Geo.Landmarks;

/// <summary>One polygon, or several whose union is meant.</summary>
public sealed class PolygonShape : LandmarkShape
{
    private readonly LandmarkPolygon[] _polygons;
    private readonly Region[] _regions;

    internal PolygonShape(LandmarkShapeKind kind, LandmarkPolygon[] polygons)
    {
        Kind = kind;
        _polygons = polygons;
        _regions = Array.ConvertAll(polygons, polygon => (Region)polygon.Region);
    }

    public override LandmarkShapeKind Kind { get; }

    public IReadOnlyList<LandmarkPolygon> Polygons => _polygons;

    internal override ReadOnlySpan<Region> Regions => _regions;
}
