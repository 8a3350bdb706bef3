using System.ComponentModel;
using System.Text.Json;

namespace Gateway.Api.Landmarks;

/// <summary>
/// A GeoJSON Feature with only what changes: the geometry as a whole, properties merged (null takes one out). Name, groups
/// and radius_m may stand outside properties too.
/// </summary>
public sealed record LandmarkPatch
{
    [Description("Feature, or left out.")]
    public string? Type { get; init; }

    [Description("The landmark's own id, or left out.")]
    public long? Id { get; init; }

    [Description("Polygon, MultiPolygon, or Point with property radius_m.")]
    public JsonElement? Geometry { get; init; }

    [Description("Properties to be changed; null takes one out.")]
    public JsonElement? Properties { get; init; }

    [Description("Short for properties.name.")]
    public string? Name { get; init; }

    [Description("Short for properties.groups.")]
    public IReadOnlyList<string>? Groups { get; init; }

    [Description("Short for properties.radius_m.")]
    public double? RadiusM { get; init; }
}
