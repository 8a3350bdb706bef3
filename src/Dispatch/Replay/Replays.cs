using System.Collections.Concurrent;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Dispatch.Replay;

/// <summary>All replays: begins, lists and ends them, and takes them up again after a restart.</summary>
internal sealed class Replays : IReplays, IDisposable
{
    /// <summary>Replays that read the journal at the same time; the others wait.</summary>
    private const int MaxRunning = 4;

    /// <summary>Ended replays that stay listed for each webhook.</summary>
    private const int MaxEnded = 20;

    /// <summary>Waiting messages that are looked at to find one.</summary>
    private const int MaxSearched = 20_000;

    private readonly DispatchStores _stores;
    private readonly FanOut[] _fanOuts;
    private readonly TimeMarks[] _marks;
    private readonly QueueIndex _queues;
    private readonly OutcomeLog _outcomes;
    private readonly AttemptLog? _attempts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ReplayStore _store;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, ReplayJob> _jobs = [];
    private readonly ConcurrentDictionary<long, (Task Task, CancellationTokenSource Cancel)> _running = new();
    private readonly SemaphoreSlim _turns = new(MaxRunning, MaxRunning);
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _subscription;
    private long _lastId;

    public Replays(
        DispatchStores stores,
        FanOut[] fanOuts,
        TimeMarks[] marks,
        QueueIndex queues,
        OutcomeLog outcomes,
        AttemptLog? attempts,
        TimeProvider time,
        ILogger logger)
    {
        _stores = stores;
        _fanOuts = fanOuts;
        _marks = marks;
        _queues = queues;
        _outcomes = outcomes;
        _attempts = attempts;
        _time = time;
        _logger = logger;
        _store = new ReplayStore(Path.Combine(stores.SnapshotFolder, "replays"), logger);
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes up what was running when the process ended; once, when the queues are back.</summary>
    public void Start(IWebhookDirectory directory)
    {
        foreach (var job in _store.Load())
        {
            _jobs[job.Id] = job;
            _lastId = Math.Max(_lastId, job.Id);
        }

        Forget(directory.Current);
        _subscription = directory.OnChange(Forget);
        foreach (var job in _jobs.Values.Where(job => job.IsActive).ToArray())
        {
            Run(job);
        }
    }

    /// <summary>Ends all, to be taken up at the next start.</summary>
    public async Task StopAsync()
    {
        _subscription?.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(run => run.Task));
    }

    /// <inheritdoc/>
    public ReplayJob? Begin(long webhookId, ReplayRange range)
    {
        ReplayJob job;
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested || _jobs.Values.Any(other => other.WebhookId == webhookId && other.IsActive))
            {
                return null;
            }

            // All records before the cutoff are older than the range.
            var ends = _fanOuts.Select(fanOut => fanOut.Position).ToArray();
            var begins = _fanOuts.Select((_, partition) => Math.Min(ends[partition], Math.Max(
                _stores.Events[partition].BeginPosition,
                _marks[partition].FindCutoff((range.From * 1000) - 1, ends[partition])))).ToArray();
            job = new ReplayJob
            {
                Id = ++_lastId,
                WebhookId = webhookId,
                Range = range,
                Status = ReplayStatus.Waiting,
                CreatedMs = NowMs,
                Begins = begins,
                Positions = begins,
                Ends = ends,
            };
            _store.Save(job);
            _jobs[job.Id] = job;
        }

        Run(job);
        return job;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReplayJob> List(long webhookId)
    {
        lock (_gate)
        {
            return [.. _jobs.Values.Where(job => job.WebhookId == webhookId).Reverse()];
        }
    }

    /// <inheritdoc/>
    public async Task<ReplayJob?> CancelAsync(long webhookId, long replayId)
    {
        if (List(webhookId).All(job => job.Id != replayId))
        {
            return null;
        }

        await EndRunAsync(replayId);
        return List(webhookId).FirstOrDefault(job => job.Id == replayId);
    }

    /// <inheritdoc/>
    public async Task<RequeueStatus> RetryAsync(long webhookId, EventId eventId, CancellationToken cancellationToken)
    {
        using var record = new PooledBuffer();
        if (await FindKeyAsync(webhookId, eventId, record, cancellationToken) is not { } key)
        {
            return RequeueStatus.Unknown;
        }

        record.Clear();
        var read = await _stores.Events[key.Partition].ReadAsync(key.Position, record, cancellationToken);
        if (read.Status != JournalReadStatus.Record
            || !EventRecord.TryRead(record.Span, out var journaled)
            || journaled.Id != eventId
            || _queues.GetOrMake(webhookId) is not { } queue
            || queue.IsTooOld(journaled.EnqueuedMs, NowMs))
        {
            return RequeueStatus.Gone;
        }

        var status = queue.Retry(key.With(RecordSize.Of(record.Span.Length)), NowMs);
        return status == RequeueStatus.Queued && !await _outcomes.CommitAsync(_outcomes.EndPosition, cancellationToken)
            ? RequeueStatus.Busy
            : status;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _turns.Dispose();
    }

    private Task EndRunAsync(long replayId)
    {
        lock (_gate)
        {
            return _running.TryGetValue(replayId, out var run) ? EndAsync(run.Task, run.Cancel.CancelAsync()) : Task.CompletedTask;
        }

        static async Task EndAsync(Task run, Task cancel)
        {
            await cancel;
            await run;
        }
    }

    private async ValueTask<MessageKey?> FindKeyAsync(
        long webhookId, EventId eventId, PooledBuffer record, CancellationToken cancellationToken)
    {
        if (_attempts?.Find(webhookId, eventId) is { } attempt)
        {
            return attempt.Key;
        }

        if (_queues.Find(webhookId) is not { } queue)
        {
            return null;
        }

        var expired = queue.GetExpired().Where(expired => expired.EventId == eventId).ToArray();
        if (expired.Length > 0)
        {
            return expired[^1].Key;
        }

        // A crash takes the attempt log's last second, and what was never tried is not in it: look at what waits.
        foreach (var packed in queue.GetWaiting().Take(MaxSearched))
        {
            var key = new MessageKey(packed);
            record.Clear();
            var read = await _stores.Events[key.Partition].ReadAsync(key.Position, record, cancellationToken);
            if (read.Status == JournalReadStatus.Record
                && EventRecord.TryRead(record.Span, out var journaled)
                && journaled.Id == eventId)
            {
                return key;
            }
        }

        return null;
    }

    private void Run(ReplayJob job)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[job.Id] = (RunAsync(job, begun.Task, cancel), cancel);
        begun.SetResult();
    }

    private async Task RunAsync(ReplayJob job, Task begun, CancellationTokenSource cancel)
    {
        await begun.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var hasTurn = false;
        try
        {
            await _turns.WaitAsync(cancel.Token);
            hasTurn = true;
            job = Note(job with { Status = ReplayStatus.Running });
            if (_queues.GetOrMake(job.WebhookId) is { } queue)
            {
                var run = new ReplayRun(_stores.Events, queue, job, _time, SaveAsync);
                job = await run.RunAsync(cancel.Token);
            }
            else
            {
                job = job with { Status = ReplayStatus.Cancelled };
            }

            await SaveAsync(job with { EndedMs = NowMs }, CancellationToken.None);
            if (job.Error is { } error)
            {
                DispatchLog.ReplayFailed(_logger, job.Id, job.WebhookId, error);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: it goes on from what was saved last. Cancelled by its owner: it ends here.
            if (!_stopping.IsCancellationRequested)
            {
                await EndAsync(job.Id, ReplayStatus.Cancelled, null);
            }
        }
#pragma warning disable CA1031 // A replay that ends unseen would be worse: it shows in its status and in the log.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DispatchLog.ReplayFailed(_logger, job.Id, job.WebhookId, failure.Message);
            await EndAsync(job.Id, ReplayStatus.Failed, failure.Message);
        }
        finally
        {
            if (hasTurn)
            {
                _turns.Release();
            }

            lock (_gate)
            {
                _running.TryRemove(job.Id, out _);
                cancel.Dispose();
            }
        }
    }

    private async ValueTask EndAsync(long id, ReplayStatus status, string? error)
    {
        ReplayJob? job;
        lock (_gate)
        {
            job = _jobs.GetValueOrDefault(id);
        }

        if (job is not null)
        {
            try
            {
                await SaveAsync(job with { Status = status, EndedMs = NowMs, Error = error }, CancellationToken.None);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                DispatchLog.ReplayFailed(_logger, id, job.WebhookId, failure.Message);
            }
        }
    }

    private ReplayJob Note(ReplayJob job)
    {
        lock (_gate)
        {
            if (_jobs.ContainsKey(job.Id))
            {
                _jobs[job.Id] = job;
            }
        }

        return job;
    }

    /// <summary>What was queued is on disk first: a crash repeats a second's messages, and loses none.</summary>
    private async ValueTask SaveAsync(ReplayJob job, CancellationToken cancellationToken)
    {
        if (!await _outcomes.CommitAsync(_outcomes.EndPosition, cancellationToken))
        {
            throw new IOException("The outcome journal does not commit.");
        }

        Note(job);
        lock (_gate)
        {
            if (_jobs.ContainsKey(job.Id))
            {
                _store.Save(job);
            }

            var ended = _jobs.Values.Where(other => other.WebhookId == job.WebhookId && !other.IsActive).ToArray();
            foreach (var old in ended.Take(ended.Length - MaxEnded))
            {
                _jobs.Remove(old.Id);
                _store.Delete(old.Id);
            }
        }
    }

    private void Forget(WebhookSnapshot webhooks)
    {
        lock (_gate)
        {
            foreach (var job in _jobs.Values.Where(job => webhooks.Find(job.WebhookId) is null).ToArray())
            {
                _jobs.Remove(job.Id);
                _store.Delete(job.Id);
                _ = EndRunAsync(job.Id);
            }
        }
    }
}
