namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Collects faults up to the limit.</summary>
internal sealed class FaultList
{
    private readonly List<LandmarkFault> _faults = [];

    public bool IsFull => _faults.Count >= LandmarkGeoJsonLimits.MaxFaults;

    public int Count => _faults.Count;

    public IReadOnlyList<LandmarkFault> ToList() => _faults;

    /// <summary>Always false, so that a reader can return it.</summary>
    public bool Add(string path, LandmarkFaultCode code, string message)
    {
        if (!IsFull)
        {
            _faults.Add(new LandmarkFault(path.Length == 0 ? "$" : path, code, message));
        }

        return false;
    }
}
