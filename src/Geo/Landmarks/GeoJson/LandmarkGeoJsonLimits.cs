namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>What is refused at the entry.</summary>
public static class LandmarkGeoJsonLimits
{
    /// <summary>Bytes of a document.</summary>
    public const int MaxDocumentBytes = 32 * 1024 * 1024;

    /// <summary>Levels of nesting in a document; a MultiPolygon in a FeatureCollection needs 8.</summary>
    public const int MaxDepth = 32;

    /// <summary>Features in a collection.</summary>
    public const int MaxFeatures = 10_000;

    /// <summary>Positions of one landmark, all rings together, closing positions counted.</summary>
    public const int MaxVertices = 10_000;

    /// <summary>Bytes of the properties of one feature.</summary>
    public const int MaxPropertiesBytes = 64 * 1024;

    /// <summary>Length of a name, and of a group's name, in UTF-16 units.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Groups of one landmark.</summary>
    public const int MaxGroups = 100;

    /// <summary>Radius of a circle in metres.</summary>
    public const double MaxRadiusMetres = 100_000;

    /// <summary>Faults listed; reading stops there.</summary>
    public const int MaxFaults = 100;
}
