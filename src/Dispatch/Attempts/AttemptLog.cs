using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Dispatch.Attempts;

/// <summary>
/// Keeps the recent attempts of each webhook in memory, within bounds, and brings them back after a restart as far as
/// the file has them. An attempt costs one copy of a few hundred bytes and no allocation, unless somebody listens.
/// </summary>
public sealed class AttemptLog : IAttemptLog, IAttemptObserver, IAsyncDisposable
{
    private readonly AttemptOptions _options;
    private readonly AttemptMemory _memory;
    private readonly AttemptFile _file;
    private readonly Counter<long> _lost;
    private readonly ConcurrentDictionary<long, WebhookAttempts> _webhooks = new();
    private readonly Func<long, WebhookAttempts> _make;
    private IDisposable? _subscription;
    private long _lastId;

    /// <param name="options">Checked values.</param>
    /// <param name="folder">Where the files are; made when missing.</param>
    public AttemptLog(
        AttemptOptions options, string folder, TimeProvider time, ILogger<AttemptLog> logger, IMeterFactory meters)
    {
        _options = options;
        _memory = new AttemptMemory(options.MemoryBytes);
        _lost = meters.Create(DispatchMetrics.MeterName).CreateCounter<long>(
            "gateway.dispatch.attempt_log.lost", "{attempt}", "Attempts that the attempt log could not keep.");
        _file = new AttemptFile(folder, options, time, logger);
        _make = _ => new WebhookAttempts(_memory, _options.BytesPerWebhook);
    }

    /// <summary>Bytes that all webhooks' attempts take in memory.</summary>
    public long MemoryBytes => _memory.Used;

    /// <summary>Attempts that did not go into the file: too many, or the disk said no.</summary>
    public long NotWritten => _file.Lost;

    /// <summary>Bytes written to the file since the start.</summary>
    public long BytesWritten => _file.Written;

    /// <summary>Reads the files and begins to write; once, before the dispatcher starts.</summary>
    public void Open(IWebhookDirectory directory)
    {
        foreach (var record in _file.Open())
        {
            if (AttemptFormat.Read(record) is { } entry)
            {
                _lastId = Math.Max(_lastId, entry.Id);
                if (directory.Current.Find(entry.WebhookId) is not null)
                {
                    _webhooks.GetOrAdd(entry.WebhookId, _make).Add(record, entry.IsDelivered);
                }
            }
        }

        _subscription = directory.OnChange(Forget);
    }

    /// <inheritdoc/>
    void IAttemptObserver.Attempted(in AttemptView attempt)
    {
        Span<byte> record = stackalloc byte[AttemptFormat.MaxLength];
        var length = AttemptFormat.Write(attempt, Interlocked.Increment(ref _lastId), record);
        if (length == 0)
        {
            return;
        }

        record = record[..length];
        var delivered = attempt.Result.IsDelivered;
        var kept = _webhooks.GetOrAdd(attempt.Template.Webhook.Id, _make).Add(record, delivered);
        if (!_file.Add(record, delivered) || !kept)
        {
            _lost.Add(1);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AttemptEntry> Read(long webhookId) =>
        _webhooks.TryGetValue(webhookId, out var attempts) ? attempts.Read() : [];

    /// <inheritdoc/>
    public AttemptEntry? Find(long webhookId, EventId eventId) =>
        Read(webhookId).FirstOrDefault(entry => entry.EventId == eventId);

    /// <inheritdoc/>
    public AttemptListener? Listen(long webhookId)
    {
        var attempts = _webhooks.GetOrAdd(webhookId, _make);
        var listener = new AttemptListener(attempts);
        return attempts.TryListen(listener) ? listener : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _file.DisposeAsync();
    }

    private void Forget(WebhookSnapshot webhooks)
    {
        foreach (var (id, attempts) in _webhooks)
        {
            if (webhooks.Find(id) is null && _webhooks.TryRemove(id, out _))
            {
                attempts.Clear();
            }
        }
    }
}
