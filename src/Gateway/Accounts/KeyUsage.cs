using System.Collections.Concurrent;

namespace Gateway.Accounts;

/// <summary>
/// Remembers when keys were used, to the hour, and writes it down now and then: a request must not cost a disk write.
/// </summary>
public sealed partial class KeyUsage(KeyDirectory keys, TimeProvider time, ILogger<KeyUsage> logger) : BackgroundService
{
    private const long HourMs = 3_600_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, long> _used = new();

    /// <summary>Notes a use now.</summary>
    public void Note(ApiKey key)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var hour = now - (now % HourMs);
        if (key.LastUsedMs is null || key.LastUsedMs < hour)
        {
            _used[key.Id] = hour;
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes the rest.
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var used = new Dictionary<long, long>();
        foreach (var id in _used.Keys)
        {
            if (_used.TryRemove(id, out var ms))
            {
                used[id] = ms;
            }
        }

        if (used.Count == 0)
        {
            return;
        }

        try
        {
            await keys.RecordUseAsync(used, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Only a display value is lost; the next use notes it again.
            LogNotRecorded(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API keys could not be written down.")]
    private partial void LogNotRecorded(Exception exception);
}
