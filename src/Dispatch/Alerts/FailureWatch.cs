using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Storage;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Alerts;

/// <summary>
/// Watches how long webhooks fail: tells their owners, and disables those that failed for too long. The clock runs from
/// the first failure since the last delivery, over restarts; time in which the gateway does not run does not count.
/// </summary>
public sealed class FailureWatch : IAttemptObserver, IAsyncDisposable
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StampInterval = TimeSpan.FromMinutes(1);

    private readonly AlertOptions _options;
    private readonly string _path;
    private readonly IWebhookDirectory _directory;
    private readonly IWebhookAlerts _alerts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, FailureRecord> _failures = new();
    private readonly CancellationTokenSource _stopping = new();
    private WebhookSnapshot _known = WebhookSnapshot.Empty;
    private IDisposable? _subscription;
    private Task? _loop;
    private long _savedMs;
    private volatile bool _isChanged;

    /// <param name="path">The file; its folder is made when missing.</param>
    public FailureWatch(
        AlertOptions options,
        string path,
        IWebhookDirectory directory,
        IWebhookAlerts alerts,
        TimeProvider time,
        ILogger<FailureWatch> logger)
    {
        _options = options;
        _path = path;
        _directory = directory;
        _alerts = alerts;
        _time = time;
        _logger = logger;
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reads what was saved and begins; once, before the dispatcher starts.</summary>
    public void Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _savedMs = NowMs;
        _known = _directory.Current;
        if (Read() is { } file)
        {
            var away = Math.Max(0, _savedMs - file.SavedMs);
            foreach (var failure in file.Failures.Where(failure => _known.Find(failure.WebhookId) is not null))
            {
                failure.SinceMs += away;
                _failures[failure.WebhookId] = failure;
            }
        }

        _subscription = _directory.OnChange(OnChange);
        _loop = RunAsync();
    }

    /// <inheritdoc/>
    void IAttemptObserver.Attempted(in AttemptView attempt)
    {
        // A batch is one attempt, however many messages it has.
        if (attempt.IsFollower)
        {
            return;
        }

        var webhook = attempt.Template.Webhook;
        if (attempt.Result.IsDelivered)
        {
            if (_failures.TryGetValue(webhook.Id, out var over))
            {
                Recover(over, webhook);
            }

            return;
        }

        var failure = _failures.GetOrAdd(webhook.Id, static id => new FailureRecord { WebhookId = id });
        Fail(failure, webhook, attempt.Result.Error, attempt.Result.IsGone);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (Interlocked.Exchange(ref _loop, null) is { } loop)
        {
            await _stopping.CancelAsync();
            await loop;
            _stopping.Dispose();
        }
    }

    private static bool IsNew(WebhookDefinition before, WebhookDefinition after) =>
        ((before.Paused || before.Disabled) && !after.Paused && !after.Disabled)
        || before.Url != after.Url
        || before.Secret != after.Secret
        || before.Authorization != after.Authorization;

    private void Recover(FailureRecord failure, WebhookDefinition webhook)
    {
        bool wasTold;
        long attempts, sinceMs;
        lock (failure)
        {
            (wasTold, attempts, sinceMs) = (failure.IsTold, failure.Attempts, failure.SinceMs);
            (failure.IsTold, failure.IsEnded, failure.Attempts) = (false, false, 0);
        }

        if (attempts > 0)
        {
            _isChanged = true;
        }

        if (wasTold)
        {
            _alerts.Raise(new WebhookAlert(WebhookAlertKind.Recovered, webhook, sinceMs, NowMs, attempts, null));
        }
    }

    private void Fail(FailureRecord failure, WebhookDefinition webhook, string? error, bool isGone)
    {
        var nowMs = NowMs;
        bool tell, disable;
        long attempts, sinceMs;
        lock (failure)
        {
            if (failure.Attempts++ == 0)
            {
                failure.SinceMs = nowMs;
            }

            (attempts, sinceMs) = (failure.Attempts, failure.SinceMs);
            var enough = attempts >= _options.FailingAttempts;
            disable = !failure.IsEnded
                && (isGone || (enough && nowMs - sinceMs >= (long)_options.DisableAfter.TotalMilliseconds));
            tell = !disable
                && !failure.IsEnded
                && !failure.IsTold
                && enough
                && nowMs - sinceMs >= (long)_options.FailingAfter.TotalMilliseconds
                && (failure.ToldMs == 0 || nowMs - failure.ToldMs >= (long)_options.RepeatAfter.TotalMilliseconds);
            if (tell)
            {
                failure.IsTold = true;
                failure.ToldMs = nowMs;
            }
            else if (disable)
            {
                // Other attempts may be on their way.
                failure.IsEnded = true;
            }
        }

        _isChanged = true;
        if (tell)
        {
            _alerts.Raise(new WebhookAlert(WebhookAlertKind.Failing, webhook, sinceMs, nowMs, attempts, error));
        }
        else if (disable)
        {
            _alerts.Raise(new WebhookAlert(WebhookAlertKind.Disabled, webhook, sinceMs, nowMs, attempts, error));
            if (!isGone)
            {
                _ = DisableAsync(webhook.Id, failure);
            }
        }
    }

    private async Task DisableAsync(long webhookId, FailureRecord record)
    {
        try
        {
            var days = _options.DisableAfter.TotalDays;
            await _directory.DisableAsync(
                webhookId, $"No message could be delivered for {days:0.##} days.", CancellationToken.None);
            DispatchLog.DisabledForFailing(_logger, webhookId);
        }
#pragma warning disable CA1031 // The directory is somebody else's code; the next failures try again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DispatchLog.DisableFailed(_logger, failure, webhookId);
            lock (record)
            {
                record.IsEnded = false;
            }
        }
    }

    private void OnChange(WebhookSnapshot webhooks)
    {
        foreach (var id in _failures.Keys)
        {
            var (before, after) = (_known.Find(id), webhooks.Find(id));
            if ((after is null || (before is not null && IsNew(before, after))) && _failures.TryRemove(id, out _))
            {
                _isChanged = true;
            }
        }

        _known = webhooks;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(SaveInterval, _time);
        var goesOn = true;
        while (goesOn)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                goesOn = false;
            }

            // The stamp tells a later start how long the gateway was away.
            var isStale = !_failures.IsEmpty && NowMs - _savedMs >= (long)StampInterval.TotalMilliseconds;
            if (_isChanged || isStale || (!goesOn && !_failures.IsEmpty))
            {
                Save();
            }
        }
    }

    private void Save()
    {
        _isChanged = false;
        var nowMs = NowMs;
        try
        {
            using (var file = new FileStream(_path + ".tmp", FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(
                    file, new FailureFile(nowMs, [.. _failures.Values]), FailureJson.Default.FailureFile);
                file.Flush(flushToDisk: true);
            }

            File.Move(_path + ".tmp", _path, overwrite: true);
            DurableFolder.Flush(Path.GetDirectoryName(_path)!);
            _savedMs = nowMs;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _isChanged = true;
            DispatchLog.FailuresNotSaved(_logger, failure);
        }
    }

    private FailureFile? Read()
    {
        try
        {
            return File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), FailureJson.Default.FailureFile)
                : null;
        }
        catch (JsonException failure)
        {
            DispatchLog.FailuresDamaged(_logger, failure);
            return null;
        }
    }
}
