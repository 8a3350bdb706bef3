using Gateway.Api.Health;

namespace Gateway.Hosting;

/// <summary>Ready while every partition's reader runs.</summary>
internal sealed class VehicleReadiness(GatewayRuntime runtime) : IReadinessPart
{
    /// <inheritdoc/>
    public string Name => "vehicles";

    /// <inheritdoc/>
    public Readiness Check() => runtime.IsOpen
        ? new Readiness(runtime.Vehicles.Fault is null, runtime.Vehicles.Fault)
        : new Readiness(false, "The vehicles' states are being read.");
}
