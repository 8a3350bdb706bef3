namespace Gateway.Geo.Roads.GeoJson;

/// <summary>What a step through the stream found.</summary>
internal enum FeatureSplit
{
    Feature,
    End,

    /// <summary>Not JSON objects, or cut off.</summary>
    Broken,
    TooLarge,
}
