using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Lets go of events by age and by bytes. Messages that still wait for such an event are given up: counted, and listed
/// with their webhook. One dead webhook can't keep the disk of all the others.
/// </summary>
internal sealed class RetentionSweep
{
    private readonly IJournal _events;
    private readonly TimeMarks[] _marks;
    private readonly FanOut[] _fanOuts;
    private readonly QueueIndex _queues;
    private readonly DispatchMetrics _metrics;
    private readonly DispatchOptions _options;

    public RetentionSweep(
        IJournal events,
        TimeMarks[] marks,
        FanOut[] fanOuts,
        QueueIndex queues,
        DispatchMetrics metrics,
        DispatchOptions options)
    {
        _events = events;
        _marks = marks;
        _fanOuts = fanOuts;
        _queues = queues;
        _metrics = metrics;
        _options = options;
    }

    /// <summary>Looks once; returns how many messages were given up.</summary>
    public async ValueTask<long> RunAsync(long nowMs, CancellationToken cancellationToken)
    {
        var cutoffs = FindCutoffs(nowMs - (long)_options.RetentionAge.TotalMilliseconds);
        var byAge = new Dictionary<long, long[]> { [0] = cutoffs };
        long total = 0;
        using var record = new PooledBuffer();
        foreach (var queue in _queues.All)
        {
            var ageMs = queue.Rules.RetentionMs;
            if (!byAge.TryGetValue(ageMs, out var limits))
            {
                byAge[ageMs] = limits = FindCutoffs(cutoffs, nowMs - ageMs);
            }

            var last = new Queue<MessageKey>();
            var expired = queue.ExpireBefore(limits, last);
            if (expired > 0)
            {
                _metrics.Expired(queue.Rules.Class, ExpiryReason.Age, expired);
            }

            total += expired;
            queue.ListExpired(last.Select(key => new ExpiredDelivery(key, null, nowMs)));
            await NameAsync(queue, record, cancellationToken);
        }

        for (var partition = 0; partition < cutoffs.Length; partition++)
        {
            if (cutoffs[partition] > _events[partition].BeginPosition)
            {
                _events[partition].TruncateBefore(cutoffs[partition]);
                _marks[partition].TruncateBefore(cutoffs[partition]);
            }
        }

        return total;
    }

    /// <summary>Finds out which events the listed messages were of, while their records are there.</summary>
    private async ValueTask NameAsync(WebhookQueue queue, PooledBuffer record, CancellationToken cancellationToken)
    {
        var unnamed = queue.GetUnnamed();
        if (unnamed.Length == 0)
        {
            return;
        }

        var ids = new Dictionary<MessageKey, EventId?>();
        foreach (var key in unnamed)
        {
            record.Clear();
            await _events[key.Partition].ReadAsync(key.Position, record, cancellationToken);
            ids[key] = EventRecord.TryRead(record.Span, out var gone) ? gone.Id : null;
        }

        queue.Name(ids);
    }

    private long[] FindCutoffs(long[] least, long timeMs)
    {
        var cutoffs = new long[least.Length];
        for (var i = 0; i < cutoffs.Length; i++)
        {
            var noted = _fanOuts[i].Position;
            cutoffs[i] = Math.Max(least[i], Math.Min(_marks[i].FindCutoff(timeMs, noted), noted));
        }

        return cutoffs;
    }

    private long[] FindCutoffs(long timeMs)
    {
        // Only what is in the queues may be cut: what the fan-out has not seen yet has not been queued.
        var noted = _fanOuts.Select(fanOut => fanOut.Position).ToArray();
        var cutoffs = new long[noted.Length];
        while (true)
        {
            long kept = 0;
            for (var i = 0; i < cutoffs.Length; i++)
            {
                cutoffs[i] = Math.Min(_marks[i].FindCutoff(timeMs, noted[i]), noted[i]);
                kept += _events[i].TailPosition - Math.Max(cutoffs[i], _events[i].BeginPosition);
            }

            var next = kept > _options.RetentionBytes ? _marks.Min(marks => marks.NextTimeAfter(timeMs)) : null;
            if (next is null)
            {
                return cutoffs;
            }

            timeMs = next.Value;
        }
    }
}
