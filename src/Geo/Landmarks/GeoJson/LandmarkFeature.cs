using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>One Feature of a document: all of a landmark but its id and account.</summary>
/// <param name="Shape">Its area.</param>
/// <param name="Name">1 to <see cref="LandmarkGeoJsonLimits.MaxNameLength"/> characters, not blank.</param>
/// <param name="Groups">Names of groups, as they came in; empty where none were given.</param>
/// <param name="Properties">All properties as they came in; lives on after the document.</param>
public sealed record LandmarkFeature(
    LandmarkShape Shape, string Name, IReadOnlyList<string> Groups, JsonElement Properties);
