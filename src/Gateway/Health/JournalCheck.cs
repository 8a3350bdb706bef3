using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Unhealthy where a journal can't take or commit records: nothing is acknowledged then. Degraded while a commit takes
/// long.
/// </summary>
internal sealed class JournalCheck(GatewayRuntime runtime) : IHealthCheck
{
    private static readonly TimeSpan SlowCommit = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!runtime.IsOpen)
        {
            return HealthCheckResult.Unhealthy("The journals are being opened.");
        }

        var slowest = TimeSpan.Zero;
        foreach (var journal in runtime.Journals)
        {
            var health = journal.Health;
            if (health.Fault is { } fault)
            {
                return HealthCheckResult.Unhealthy($"{journal.Name}: {fault}");
            }

            if (health.IsFull)
            {
                return HealthCheckResult.Unhealthy($"{journal.Name}: the disk is full; devices keep their records until there is room.");
            }

            slowest = health.Committing > slowest ? health.Committing : slowest;
        }

        return slowest > SlowCommit
            ? HealthCheckResult.Degraded($"A commit has been under way for {slowest.TotalSeconds:0.0} s.")
            : HealthCheckResult.Healthy();
    }
}
