namespace Gateway.Configuration.Store;

/// <summary>A landmark at rest.</summary>
public sealed class LandmarkRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Name { get; set; }

    /// <summary>The GeoJSON geometry as it was sent.</summary>
    public required string Geometry { get; set; }

    /// <summary>The GeoJSON properties, name and groups in them.</summary>
    public required string Properties { get; set; }

    public long CreatedMs { get; set; }

    /// <summary>When the geometry became what it is.</summary>
    public long GeometryMs { get; set; }
}
