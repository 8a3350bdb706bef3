namespace Gateway.Geo.Landmarks;

/// <summary>Names of <see cref="LandmarkShapeKind"/> as they stand in events and in the API.</summary>
public static class LandmarkShapeKinds
{
    /// <summary><c>circle</c>, <c>polygon</c> or <c>multipolygon</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind.</exception>
    public static string ToName(this LandmarkShapeKind kind) => kind switch
    {
        LandmarkShapeKind.Circle => "circle",
        LandmarkShapeKind.Polygon => "polygon",
        LandmarkShapeKind.MultiPolygon => "multipolygon",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a landmark shape."),
    };
}
