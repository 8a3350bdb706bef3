using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch;

/// <summary>What goes on between start and stop.</summary>
public sealed partial class Dispatcher
{
    /// <summary>Whether no worker runs: nothing is sent until an event comes, time passes or a webhook changes.</summary>
    internal bool IsQuiet => _workers.IsIdle;

    /// <summary>A webhook's queue, for tests and measurements.</summary>
    internal WebhookQueue? FindQueue(long webhookId) => _queues.Find(webhookId);

    private void Recover()
    {
        var nowMs = _services.NowMs;
        var snapshot = _snapshots.Load();
        foreach (var file in _snapshots.Damaged)
        {
            DispatchLog.SnapshotDamaged(_logger, Path.GetFileName(file));
        }

        var begins = Enumerable.Range(0, _fanOuts.Length).Select(i => _stores.Events[i].BeginPosition).ToArray();
        var recovery = new QueueRecovery(_queues, _metrics, begins, nowMs);
        var (end, fault) = recovery.ReadOutcomes(_stores.Outcomes[0], snapshot?.OutcomePosition ?? 0);
        ReportFault(fault);
        _outcomes.StartAt(end);
        ReportFault(_snapshots.Visit(recovery) ? null : "The snapshot of the queues could be read once, and then no more.");
        recovery.RestoreOthers();
        for (var i = 0; i < _fanOuts.Length; i++)
        {
            var progress = snapshot is not null && i < snapshot.Partitions.Count ? snapshot.Partitions[i] : new(0, []);
            _marks[i].Restore(progress.Marks);
            var position = Math.Max(progress.Position, begins[i]);
            _fanOuts[i] = new FanOut(_stores.Events[i], _caches[i], _marks[i], _time, position);
            ReportFault(_fanOuts[i].CatchUp(recovery));
        }

        recovery.RestoreRequeued();
        recovery.Finish();
    }

    private WebhookQueue? MakeQueue(long webhookId)
    {
        if (_directory.Current.Find(webhookId) is not { } webhook)
        {
            return null;
        }

        var queue = new WebhookQueue(webhookId, _outcomes, _totals, QueueRules.From(webhook, _options));
        queue.Attach(new WebhookPump(queue, webhook, _services));
        return queue;
    }

    private void OnQueueMade(WebhookQueue queue)
    {
        // The webhooks may have changed while the queue could not be found yet.
        if (!_running)
        {
            return;
        }

        if (_directory.Current.Find(queue.WebhookId) is { } webhook)
        {
            queue.Pump!.Configure(webhook);
            queue.Pump.Open();
        }
        else
        {
            _queues.Drop(queue.WebhookId);
        }
    }

    private void OnWebhooksChanged(WebhookSnapshot webhooks)
    {
        foreach (var queue in _queues.All)
        {
            if (webhooks.Find(queue.WebhookId) is { } webhook)
            {
                queue.Pump!.Configure(webhook);
            }
            else
            {
                _queues.Drop(queue.WebhookId);
            }
        }
    }

    private async Task FollowAsync(FanOut fanOut)
    {
        try
        {
            ReportFault(await fanOut.RunAsync(_queues, _stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping; what is not read yet is read at the next start.
        }
#pragma warning disable CA1031 // A loop that ends unseen would be worse: the fault shows in the health.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ReportFault($"Event journal: {failure.Message}");
        }
    }

    private async Task RepeatAsync(TimeSpan interval, Func<ValueTask> work)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await work();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping.
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ReportFault($"Housekeeping: {failure.Message}");
        }
    }

    private async ValueTask SaveAsync()
    {
        try
        {
            await _saver!.SaveAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            DispatchLog.SnapshotFailed(_logger, failure);
        }
    }

    private async ValueTask SweepAsync(RetentionSweep retention)
    {
        if (await retention.RunAsync(_services.NowMs, _stopping.Token) is var expired and not 0)
        {
            DispatchLog.Expired(_logger, expired);
        }
    }

    private void ReportFault(string? fault)
    {
        if (fault is not null && Interlocked.CompareExchange(ref _fault, fault, null) is null)
        {
            DispatchLog.Fault(_logger, fault);
        }
    }
}
