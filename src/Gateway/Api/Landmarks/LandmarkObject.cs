using System.ComponentModel;
using System.Text.Json;
using Gateway.Configuration.Landmarks;

namespace Gateway.Api.Landmarks;

/// <summary>A landmark as the API shows it: a GeoJSON Feature with its id.</summary>
public sealed record LandmarkObject
{
    [Description("Feature.")]
    public string Type { get; init; } = "Feature";

    public required long Id { get; init; }

    [Description("As it was sent.")]
    public required JsonElement Geometry { get; init; }

    [Description("As they were sent: name, groups, for a Point radius_m, and your own.")]
    public required JsonElement Properties { get; init; }

    internal static LandmarkObject From(StoredLandmark landmark) => new()
    {
        Id = landmark.Id,
        Geometry = JsonElement.Parse(landmark.Geometry),
        Properties = JsonElement.Parse(landmark.Properties),
    };
}
