using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Unhealthy until every listener accepts, and again from the moment the server is asked to stop; degraded while devices
/// are turned away because there are too many.
/// </summary>
internal sealed class ListenerCheck(GatewayRuntime runtime, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!runtime.IsOpen || !lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The listeners are being opened.");
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The server is stopping.");
        }

        var limiter = runtime.Devices.Limiter;
        var values = new Dictionary<string, object> { ["connections"] = limiter.Count, ["cap"] = limiter.Cap };
        return limiter.Count >= limiter.Cap
            ? HealthCheckResult.Degraded("As many devices as allowed are connected; more are turned away.", data: values)
            : HealthCheckResult.Healthy(data: values);
    }
}
