using Gateway.Geo.Landmarks;

namespace Gateway.Configuration.Landmarks;

/// <summary>A landmark to be written; checked.</summary>
/// <param name="Name">From its properties.</param>
/// <param name="Groups">From its properties.</param>
/// <param name="Shape">Its area.</param>
/// <param name="Geometry">The GeoJSON geometry, with the numbers as they came in.</param>
/// <param name="Properties">The GeoJSON properties, all of them.</param>
public sealed record LandmarkDraft(
    string Name,
    IReadOnlyList<string> Groups,
    LandmarkShape Shape,
    string Geometry,
    string Properties);
