using Gateway.Dispatch.Attempts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Degraded for a minute after attempts did not get into the attempt log's file.</summary>
internal sealed class AttemptLogCheck(AttemptLog attempts, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _known;
    private long? _changedAt;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var lost = attempts.NotWritten;
        bool isRecent;
        lock (_gate)
        {
            if (lost != _known)
            {
                (_known, _changedAt) = (lost, time.GetTimestamp());
            }

            isRecent = _changedAt is { } at && time.GetElapsedTime(at) < Told;
        }

        var values = new Dictionary<string, object> { ["not_written"] = lost };
        return isRecent
            ? HealthCheckResult.Degraded("Attempts come faster than their log is written; deliveries are not touched.", data: values)
            : HealthCheckResult.Healthy(data: values);
    }
}
