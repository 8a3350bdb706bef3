using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Unhealthy where a partition's reader has stopped; degraded while reports wait long for one.</summary>
internal sealed class VehicleCheck(GatewayRuntime runtime, GatewaySettings settings) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!runtime.IsOpen)
        {
            return HealthCheckResult.Unhealthy("The vehicles' states are being read.");
        }

        if (runtime.Vehicles.Fault is { } fault)
        {
            return HealthCheckResult.Unhealthy(fault);
        }

        var lag = runtime.Vehicles.Lag;
        var values = new Dictionary<string, object> { ["waiting_frames"] = lag.Records, ["age_seconds"] = lag.Age.TotalSeconds };
        return lag.Age > settings.Health.ReaderLag
            ? HealthCheckResult.Degraded($"Reports wait for {lag.Age.TotalSeconds:0} s until they are processed.", data: values)
            : HealthCheckResult.Healthy(data: values);
    }
}
