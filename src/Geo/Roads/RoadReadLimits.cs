namespace Gateway.Geo.Roads;

/// <summary>What a file of roads may hold.</summary>
public sealed record RoadReadLimits
{
    /// <summary>Bytes of one GeoJSON feature.</summary>
    public int MaxFeatureBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Segments of all roads together: 20 bytes each in memory, about 60 while they are sorted.</summary>
    public int MaxSegments { get; init; } = 50_000_000;

    /// <summary>Different names of roads.</summary>
    public int MaxNames { get; init; } = 2_000_000;

    /// <summary>Faults listed; reading stops there.</summary>
    public int MaxFaults { get; init; } = 20;
}
