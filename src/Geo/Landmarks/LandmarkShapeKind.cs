namespace Gateway.Geo.Landmarks;

/// <summary>The shapes of a landmark; <see cref="LandmarkShapeKinds.ToName"/> gives the name that events carry.</summary>
public enum LandmarkShapeKind
{
    /// <summary>All positions within a radius of a centre.</summary>
    Circle,

    /// <summary>One outer ring with any number of holes.</summary>
    Polygon,

    /// <summary>Several polygons; inside is inside any of them.</summary>
    MultiPolygon,
}
