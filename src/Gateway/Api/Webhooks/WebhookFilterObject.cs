using System.ComponentModel;

namespace Gateway.Api.Webhooks;

/// <summary>A webhook's filter as it goes in and out.</summary>
public sealed record WebhookFilterObject
{
    [Description("Only events of these vehicles; null for all.")]
    public IReadOnlyList<long>? VehicleIds { get; init; }

    [Description("Only events of these landmarks (landmark types only); null for all.")]
    public IReadOnlyList<long>? LandmarkIds { get; init; }
}
