using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Degraded from an e-mail that could not be sent until the next that could. Why stands in the log only.</summary>
internal sealed class MailCheck(GatewayRuntime runtime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(runtime.Mailer?.IsFailing == true
            ? HealthCheckResult.Degraded("The last e-mail could not be sent; the log says why.")
            : HealthCheckResult.Healthy());
}
