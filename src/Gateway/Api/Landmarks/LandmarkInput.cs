using System.ComponentModel;
using System.Text.Json;

namespace Gateway.Api.Landmarks;

/// <summary>A GeoJSON Feature; a FeatureCollection of them is taken as well.</summary>
public sealed record LandmarkInput
{
    [Description("Feature. (Or FeatureCollection, with features.)")]
    public string? Type { get; init; }

    [Description("Polygon, MultiPolygon, or Point with property radius_m.")]
    public JsonElement? Geometry { get; init; }

    [Description("name (required), groups, radius_m for a Point, and your own.")]
    public JsonElement? Properties { get; init; }

    [Description("For a FeatureCollection: its Features.")]
    public IReadOnlyList<LandmarkInput>? Features { get; init; }
}
