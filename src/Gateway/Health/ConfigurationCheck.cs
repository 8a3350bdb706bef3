using System.Data.Common;
using Gateway.Configuration;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Unhealthy until the snapshots stand for what is on disk; degraded while the database can't be read: what runs
/// goes on by the snapshots, but nothing can be changed.</summary>
internal sealed class ConfigurationCheck(ConfigurationStore store, IDbContextFactory<GatewayDbContext> contexts) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!store.IsOpen)
        {
            return HealthCheckResult.Unhealthy("The store is being opened.");
        }

        try
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            await database.Accounts.AsNoTracking().AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException)
        {
            return HealthCheckResult.Degraded("The configuration database can't be read: nothing can be changed.");
        }
    }
}
