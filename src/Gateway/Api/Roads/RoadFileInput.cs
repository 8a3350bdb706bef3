using System.Text.Json;

namespace Gateway.Api.Roads;

/// <summary>
/// A GeoJSON FeatureCollection of lines, or a feature. Properties: <c>maxspeed</c> or <c>speed_limit_mph</c>,
/// <c>oneway</c>, <c>name</c>, <c>highway</c>, <c>osm_id</c> or <c>way_id</c>.
/// </summary>
public sealed record RoadFileInput
{
    public JsonElement? Type { get; init; }

    public JsonElement? Features { get; init; }
}
