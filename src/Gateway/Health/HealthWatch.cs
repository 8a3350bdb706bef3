using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Gets the health of every part at intervals: logs what changed, once, and shows it as the metric <c>gateway.health</c>.
/// What is not there yet while the gateway starts, and no longer while it stops, is no fault.
/// </summary>
internal sealed class HealthWatch : IHealthCheckPublisher, IDisposable
{
    private readonly Meter _meter;
    private readonly ILogger _logger;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ConcurrentDictionary<string, HealthStatus> _parts = new();
    private bool _wasStarted;

    public HealthWatch(IMeterFactory meters, IHostApplicationLifetime lifetime, ILogger<HealthWatch> logger)
    {
        _logger = logger;
        _lifetime = lifetime;
        _meter = meters.Create("Gateway.Health");
        _meter.CreateObservableGauge(
            "gateway.health", Observe, unit: null, "Health of each part: 0 healthy, 1 degraded, 2 unhealthy.");
    }

    /// <inheritdoc/>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        // The first report after the start may have been begun before it.
        var isOfStart = !_wasStarted;
        _wasStarted = _lifetime.ApplicationStarted.IsCancellationRequested;
        if (isOfStart || _lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        foreach (var (part, entry) in report.Entries)
        {
            var before = _parts.GetValueOrDefault(part, HealthStatus.Healthy);
            _parts[part] = entry.Status;
            if (entry.Status == before)
            {
                continue;
            }

            var detail = entry.Exception?.Message ?? entry.Description;
            switch (entry.Status)
            {
                case HealthStatus.Healthy:
                    HealthLog.Well(_logger, part);
                    break;
                case HealthStatus.Degraded:
                    HealthLog.Worse(_logger, part, "degraded", detail);
                    break;
                default:
                    HealthLog.Unhealthy(_logger, part, "unhealthy", detail);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Observe() => _parts.Select(part => new Measurement<int>(
        HealthStatus.Healthy - part.Value, new KeyValuePair<string, object?>("part", part.Key)));
}
