using Gateway.Dispatch.Journal;
using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Degraded while the data folder's disk is low, unhealthy while it is so full that nothing is acknowledged.
/// </summary>
internal sealed class DiskCheck(GatewaySettings settings, IJournalStorage storage) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        long free;
        try
        {
            free = storage.FreeBytes(settings.DataFolder);
        }
        catch (IOException)
        {
            return HealthCheckResult.Unhealthy("The data folder's disk does not answer.");
        }

        var values = new Dictionary<string, object> { ["free_bytes"] = free };
        return free < settings.MinFreeBytes
            ? HealthCheckResult.Unhealthy($"Below {settings.MinFreeBytes} bytes free: nothing is acknowledged.", data: values)
            : free < settings.Health.LowDiskBytes
                ? HealthCheckResult.Degraded($"Below {settings.Health.LowDiskBytes} bytes free.", data: values)
                : HealthCheckResult.Healthy(data: values);
    }
}
