namespace Gateway.Geo.Roads;

/// <summary>Packed marks of a road.</summary>
[Flags]
internal enum RoadFlags
{
    None = 0,
    Forward = 1,
    Backward = 2,
    FromFile = 4,
}
