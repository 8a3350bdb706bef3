using Gateway.Tracing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Degraded while the collector of traces takes none.</summary>
internal sealed class TraceCheck(TraceExports exports) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(exports.IsFailing
            ? HealthCheckResult.Degraded("The collector did not take the last traces.")
            : HealthCheckResult.Healthy());
}
