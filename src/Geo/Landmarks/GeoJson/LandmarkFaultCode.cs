namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Why GeoJSON was refused.</summary>
public enum LandmarkFaultCode
{
    /// <summary>Not JSON, nested too deeply, a property given twice, or text that is not Unicode.</summary>
    InvalidJson,

    /// <summary>The document is too large.</summary>
    DocumentTooLarge,

    /// <summary>Neither a Feature nor a FeatureCollection where one must be.</summary>
    UnsupportedType,

    /// <summary>A FeatureCollection without an array of features, or an empty one.</summary>
    FeaturesMissing,

    TooManyFeatures,

    GeometryMissing,

    /// <summary>Not a Polygon, MultiPolygon or Point.</summary>
    UnsupportedGeometry,

    /// <summary>Coordinates that are missing or not an array as deep as the geometry needs.</summary>
    CoordinatesMalformed,

    /// <summary>A position that is not an array of two or three elements.</summary>
    PositionMalformed,

    /// <summary>An element of a position that is not a finite number.</summary>
    CoordinateNotNumber,

    LatitudeOutOfRange,

    LongitudeOutOfRange,

    /// <summary>A polygon without rings, or a multipolygon without polygons.</summary>
    PolygonEmpty,

    RingEmpty,

    /// <summary>A ring of fewer than four positions, or fewer than three different ones.</summary>
    RingTooShort,

    /// <summary>The last position of a ring is not its first.</summary>
    RingNotClosed,

    /// <summary>A ring that closes only around a pole.</summary>
    RingAroundPole,

    /// <summary>A ring that spans more than 360 degrees of longitude.</summary>
    RingTooWide,

    TooManyVertices,

    /// <summary>Edges cross or touch where they must not: a bow-tie, a spike, a hole across another ring or equal to it.</summary>
    SelfIntersection,

    HoleOutsideShell,

    /// <summary>A hole lies in another one.</summary>
    HolesOverlap,

    /// <summary>Holes cut the inside apart.</summary>
    InteriorDisconnected,

    RadiusMissing,

    RadiusNotNumber,

    /// <summary>A radius of 0 or less.</summary>
    RadiusNotPositive,

    RadiusTooBig,

    PropertiesTooLarge,

    /// <summary>No name, or one that is blank or not text.</summary>
    NameMissing,

    NameTooLong,

    /// <summary>Groups that are not an array of texts of 1 to 200 characters.</summary>
    GroupsMalformed,

    TooManyGroups,
}
