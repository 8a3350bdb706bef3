namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>The features of a document, or what is wrong with it: one of the lists is empty.</summary>
public sealed class LandmarkParseResult
{
    internal LandmarkParseResult(IReadOnlyList<LandmarkFeature> features, IReadOnlyList<LandmarkFault> faults)
    {
        Features = faults.Count == 0 ? features : [];
        Faults = faults;
    }

    /// <summary>Whether there are no faults.</summary>
    public bool IsValid => Faults.Count == 0;

    /// <summary>The features in the document's order; empty where there is any fault.</summary>
    public IReadOnlyList<LandmarkFeature> Features { get; }

    /// <summary>At most <see cref="LandmarkGeoJsonLimits.MaxFaults"/>, in the document's order.</summary>
    public IReadOnlyList<LandmarkFault> Faults { get; }
}
