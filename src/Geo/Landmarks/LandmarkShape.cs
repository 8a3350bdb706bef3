using Gateway.Geo.Landmarks.Regions;

namespace Gateway.Geo.Landmarks;

/// <summary>
/// The area of a landmark: a <see cref="CircleShape"/> or a <see cref="PolygonShape"/>. Immutable, and valid since it was
/// made: <see cref="GeoJson.LandmarkGeoJson"/> is the only way to make one.
/// </summary>
public abstract class LandmarkShape
{
    private protected LandmarkShape()
    {
    }

    public abstract LandmarkShapeKind Kind { get; }

    /// <summary>What the index searches; prepared once, shared by every index that holds this shape.</summary>
    internal abstract ReadOnlySpan<Region> Regions { get; }
}
