using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Gateway.Audit;

/// <summary>
/// Takes entries from requests without making them wait, and writes them to the store in batches, at once. What can't be
/// written is counted and logged, never lost silently.
/// </summary>
public sealed partial class AuditLog : BackgroundService
{
    /// <summary>So many entries may wait; a full queue drops, and counts.</summary>
    public const int MostWaiting = 10_000;

    private const int MostAtOnce = 500;
    private const int PruneAfter = 100;
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private readonly AuditStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Counter<long> _written;
    private readonly Counter<long> _dropped;
    private readonly Channel<(AuditEntry? Entry, TaskCompletionSource? Mark)> _queue =
        Channel.CreateBounded<(AuditEntry?, TaskCompletionSource?)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly HashSet<long> _grown = [];
    private int _sincePrune;
    private long _notTaken;

    public AuditLog(AuditStore store, TimeProvider time, IMeterFactory meters, ILogger<AuditLog> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        var meter = meters.Create("Gateway.Audit");
        _written = meter.CreateCounter<long>("gateway.audit.written", "{entry}", "Audit entries written.");
        _dropped = meter.CreateCounter<long>(
            "gateway.audit.dropped", "{entry}", "Audit entries lost: the queue was full, or the store did not take them.");
    }

    /// <summary>Notes a change; never waits.</summary>
    public void Note(AuditEntry entry)
    {
        if (!_queue.Writer.TryWrite((entry, null)))
        {
            _dropped.Add(1);
            Interlocked.Increment(ref _notTaken);
        }
    }

    /// <summary>Waits until all that was noted before is written, or lost.</summary>
    public Task SettleAsync(CancellationToken cancellationToken)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((null, mark)) ? mark.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Writes what waits, and ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // So that the series is there, and an alert sees it grow, before anything is lost.
        _dropped.Add(0);
        await PruneAsync();
        using var timer = new PeriodicTimer(PruneInterval, _time);
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        var more = _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        while (true)
        {
            if (await Task.WhenAny(more, tick) == tick)
            {
                await PruneAsync();
                tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                continue;
            }

            if (!await more)
            {
                return;
            }

            await WriteAsync();
            more = _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<AuditEntry>();
        var marks = new List<TaskCompletionSource>();
        while (batch.Count < MostAtOnce && _queue.Reader.TryRead(out var next))
        {
            if (next.Entry is { } entry)
            {
                batch.Add(entry);
                _grown.Add(entry.AccountId);
            }

            if (next.Mark is { } mark)
            {
                marks.Add(mark);
            }
        }

        if (batch.Count > 0 && await TryAsync(() => _store.WriteAsync(batch), batch.Count))
        {
            _written.Add(batch.Count);
            _sincePrune += batch.Count;
        }

        if (Interlocked.Exchange(ref _notTaken, 0) is var lost and > 0)
        {
            LogNotTaken(lost);
        }

        if (_sincePrune >= PruneAfter)
        {
            await PruneAsync();
        }

        marks.ForEach(mark => mark.TrySetResult());
    }

    private async Task PruneAsync()
    {
        if (await TryAsync(() => _store.PruneAsync(_grown), 0))
        {
            _grown.Clear();
            _sincePrune = 0;
        }
    }

    private async Task<bool> TryAsync(Func<Task> write, int entries)
    {
        try
        {
            await write();
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps the store from writing (a full disk, most likely): counted, logged, and on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _dropped.Add(entries);
            LogNotWritten(exception, entries);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Entries} audit entries could not be written and are lost.")]
    private partial void LogNotWritten(Exception exception, int entries);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Entries} audit entries are lost: too many were waiting.")]
    private partial void LogNotTaken(long entries);
}
