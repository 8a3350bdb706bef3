using System.Collections.Frozen;

namespace Gateway.Dispatch.Webhooks;

/// <summary>Which of its account's vehicles and landmarks a webhook is for. Null: all of them.</summary>
/// <param name="VehicleIds">The vehicles, or null.</param>
/// <param name="LandmarkIds">The landmarks (landmark types only), or null.</param>
public sealed record WebhookFilter(FrozenSet<long>? VehicleIds, FrozenSet<long>? LandmarkIds)
{
    public static WebhookFilter All { get; } = new(null, null);

    /// <summary>Whether an event of that vehicle, and of that landmark where it has one, passes.</summary>
    public bool Passes(long vehicleId, long? landmarkId) =>
        (VehicleIds is null || VehicleIds.Contains(vehicleId))
        && (LandmarkIds is null || (landmarkId is { } id && LandmarkIds.Contains(id)));
}
