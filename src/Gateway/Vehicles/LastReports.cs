using Gateway.Dispatch.Events;
using Gateway.Hosting;

namespace Gateway.Vehicles;

/// <summary>The vehicles' states in the API's units.</summary>
internal sealed class LastReports(GatewayRuntime runtime) : ILastReports
{
    /// <inheritdoc/>
    public LastReport? Get(long vehicleId) => runtime.Vehicles.Find(vehicleId) is { } status
        ? new LastReport(
            status.EventMs,
            status.ReceivedMs,
            status.Latitude,
            status.Longitude,
            status.Heading,
            status.SpeedKph is { } kph ? EventUnits.ToMph(kph) : null,
            status.Ignition,
            status.OdometerMeters is { } meters ? EventUnits.ToMiles(meters) : null)
        : null;
}
