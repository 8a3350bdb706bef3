using Gateway.Geo.Roads;

namespace Gateway.Roads;

/// <summary>The roads of an account.</summary>
/// <param name="Index">What fixes are matched with.</param>
/// <param name="ImportedAtMs">When they were last changed, Unix milliseconds.</param>
/// <param name="FileBytes">Bytes on disk.</param>
public sealed record AccountRoads(RoadIndex Index, long ImportedAtMs, long FileBytes);
