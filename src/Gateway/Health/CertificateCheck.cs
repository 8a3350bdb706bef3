using Gateway.Devices;
using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Degraded when the certificate of the device listeners has ended, or ends soon.</summary>
internal sealed class CertificateCheck(DeviceCertificate certificate, GatewaySettings settings, TimeProvider time) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var left = certificate.NotAfter - time.GetUtcNow();
        var values = new Dictionary<string, object> { ["days_left"] = Math.Floor(left.TotalDays) };
        return Task.FromResult(left <= TimeSpan.Zero
            ? HealthCheckResult.Degraded($"The certificate of the device listeners ended at {certificate.NotAfter:u}.", data: values)
            : left < settings.Health.CertificateLeft
                ? HealthCheckResult.Degraded($"The certificate of the device listeners ends at {certificate.NotAfter:u}.", data: values)
                : HealthCheckResult.Healthy(data: values));
    }
}
