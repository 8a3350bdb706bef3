using Gateway.Geo.Landmarks.Regions;

namespace Gateway.Geo.Landmarks;

/// <summary>An outer ring and its holes, as they came in.</summary>
public sealed class LandmarkPolygon
{
    private readonly LandmarkRing[] _rings;

    internal LandmarkPolygon(LandmarkRing[] rings, PolygonRegion region)
    {
        _rings = rings;
        Region = region;
    }

    /// <summary>The outer ring, then the holes.</summary>
    public IReadOnlyList<LandmarkRing> Rings => _rings;

    internal PolygonRegion Region { get; }
}
