using Gateway.Dispatch;
using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Unhealthy where events can't be queued or sent at all; degraded while a webhook fails or a message waits long. A sick
/// receiver is never more than that: the gateway itself works.
/// </summary>
internal sealed class QueueCheck(GatewayRuntime runtime, GatewaySettings settings, TimeProvider time) : IHealthCheck
{
    // Whoever asks without a key asks all queues, so not more often than this.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DispatchReading? _reading;
    private long _readAt;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!runtime.IsOpen)
        {
            return HealthCheckResult.Unhealthy("The queues are being read.");
        }

        if (runtime.Dispatcher.Fault is { } fault)
        {
            return HealthCheckResult.Unhealthy(fault);
        }

        var reading = Read();
        var values = new Dictionary<string, object>
        {
            ["depth"] = reading.Depth,
            ["oldest_age_seconds"] = reading.OldestAge.TotalSeconds,
            ["failing_webhooks"] = reading.Failing,
            ["disabled_webhooks"] = reading.Disabled,
        };
        return reading.Failing > 0
            ? HealthCheckResult.Degraded($"{reading.Failing} webhooks fail.", data: values)
            : reading.OldestAge > settings.Health.QueueAge
                ? HealthCheckResult.Degraded($"A message has waited for {reading.OldestAge.TotalSeconds:0} s.", data: values)
                : HealthCheckResult.Healthy(data: values);
    }

    private DispatchReading Read()
    {
        lock (_gate)
        {
            if (_reading is null || time.GetElapsedTime(_readAt) >= Kept)
            {
                _reading = runtime.Dispatcher.Read() ?? new DispatchReading(0, TimeSpan.Zero, 0, 0);
                _readAt = time.GetTimestamp();
            }

            return _reading;
        }
    }
}
