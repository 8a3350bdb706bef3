namespace Gateway.Geo.Roads;

/// <summary>What came of reading a file of roads.</summary>
/// <param name="Faults">What is wrong; where there is any, the roads are not to be used.</param>
/// <param name="Skipped">Features that are no roads for motor vehicles: points, areas, footways.</param>
/// <param name="WithoutLimit">Lines that carry no limit that is understood.</param>
public sealed record RoadReadResult(IReadOnlyList<RoadFault> Faults, int Skipped, int WithoutLimit)
{
    public bool IsValid => Faults.Count == 0;
}
