using System.Diagnostics.Metrics;
using Gateway.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Gateway.Tests.Health;

public sealed class HealthWatchTests : IDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeLogger<HealthWatch> _logger = new();
    private readonly Lifetime _lifetime = new();
    private readonly HealthWatch _watch;

    public HealthWatchTests() => _watch = new HealthWatch(_meters.GetRequiredService<IMeterFactory>(), _lifetime, _logger);

    private IEnumerable<string> Logged => _logger.Collector.GetSnapshot().Select(entry => $"{entry.Level}: {entry.Message}");

    public void Dispose()
    {
        _watch.Dispose();
        _lifetime.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task What_is_not_there_yet_or_no_longer_is_no_fault()
    {
        await TellAsync(HealthStatus.Unhealthy);
        _lifetime.Started.Cancel();

        // Begun before the start, told after it.
        await TellAsync(HealthStatus.Unhealthy);
        Assert.Empty(Logged);
        await TellAsync(HealthStatus.Healthy);
        _lifetime.Stopping.Cancel();
        await TellAsync(HealthStatus.Unhealthy);

        Assert.Empty(Logged);
    }

    [Fact]
    public async Task Changes_are_told_once()
    {
        _lifetime.Started.Cancel();
        await TellAsync(HealthStatus.Healthy);
        await TellAsync(HealthStatus.Unhealthy);
        await TellAsync(HealthStatus.Unhealthy);
        await TellAsync(HealthStatus.Degraded);
        await TellAsync(HealthStatus.Healthy);

        Assert.Equal(
            [
                $"{LogLevel.Error}: Part disk is unhealthy: so it is",
                $"{LogLevel.Warning}: Part disk is degraded: so it is",
                $"{LogLevel.Information}: Part disk is healthy again",
            ],
            Logged);
    }

    private Task TellAsync(HealthStatus status)
    {
        var entry = new HealthReportEntry(status, "so it is", TimeSpan.Zero, exception: null, data: null);
        return _watch.PublishAsync(
            new HealthReport(new Dictionary<string, HealthReportEntry> { ["disk"] = entry }, TimeSpan.Zero), CancellationToken.None);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        public CancellationTokenSource Started { get; } = new();

        public CancellationTokenSource Stopping { get; } = new();

        public CancellationToken ApplicationStarted => Started.Token;

        public CancellationToken ApplicationStopping => Stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopping.Cancel();

        public void Dispose()
        {
            Started.Dispose();
            Stopping.Dispose();
        }
    }
}
