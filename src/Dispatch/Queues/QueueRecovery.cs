using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Brings the queues back after a restart: the snapshot, then the outcomes and the events journaled since. Its cost
/// depends on the snapshot's size and the tails' length, not on what the journals hold; messages go from the snapshot
/// into their queues one by one. Order does not matter for the result: outcomes that the snapshot has seen already change
/// nothing.
/// </summary>
internal sealed class QueueRecovery : IMessageSink, ISnapshotVisitor
{
    private readonly QueueIndex _queues;
    private readonly DispatchMetrics _metrics;
    private readonly long[] _begins;
    private readonly long _nowMs;
    private readonly Dictionary<long, RecoveredOutcomes> _outcomes = [];
    private readonly List<RecoveredBatch> _batches = [];
    private readonly HashSet<long> _visited = [];
    private readonly Queue<ExpiredDelivery> _lastExpired = new();
    private RecoveredOutcomes? _known;
    private WebhookQueue? _queue;
    private long _expired;

    /// <param name="queues">Empty.</param>
    /// <param name="metrics">Counts what is given up.</param>
    /// <param name="begins">By partition: the oldest event that can still be read.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public QueueRecovery(QueueIndex queues, DispatchMetrics metrics, long[] begins, long nowMs)
    {
        _queues = queues;
        _metrics = metrics;
        _begins = begins;
        _nowMs = nowMs;
    }

    /// <summary>
    /// Reads the outcomes after the snapshot; first of all. Returns where they end, and why reading stopped early, or
    /// null; outcomes that can't be read cost second deliveries.
    /// </summary>
    public (long End, string? Fault) ReadOutcomes(IJournalPartition journal, long position)
    {
        var reader = journal.OpenReader(Math.Max(position, journal.BeginPosition));
        while (reader.TryRead(out var entry))
        {
            if (entry.Kind == OutcomeRecord.JournalKind && OutcomeRecord.TryRead(entry.Payload.Span, out var outcome))
            {
                Of(outcome.WebhookId).Note(outcome);
            }
            else if (entry.Kind == OutcomeRecord.JournalKind
                && BatchOutcome.TryRead(entry.Payload.Span, out var kind, out var webhook, out var batch, out var number))
            {
                var recovered = new RecoveredBatch(webhook, batch);
                Of(webhook).Note(kind, recovered, number);
                if (kind == OutcomeKind.Batch)
                {
                    _batches.Add(recovered);
                }
            }
            else
            {
                return (reader.Position, $"Outcome journal: the record at {entry.Position} is not an outcome.");
            }
        }

        return (reader.Position, reader.Status == JournalReadStatus.NotCommitted
            ? null
            : $"Outcome journal: reading ended at {reader.Position} ({reader.Status}).");
    }

    /// <summary>Counts of webhooks that had no queue yet when the snapshot was made; after it was visited.</summary>
    public void RestoreOthers()
    {
        foreach (var (webhook, outcomes) in _outcomes.Where(pair => !_visited.Contains(pair.Key)))
        {
            _queues.GetOrMake(webhook)?.Restore(outcomes.Advance(new QueueStatistics(0, 0, 0, 0, 0, 0, null, [])));
        }
    }

    /// <summary>Brings the batches back, whose messages have all come by now; last of all.</summary>
    public void Finish()
    {
        foreach (var recovered in _batches.Where(recovered => recovered.Present.Count > 0))
        {
            var batch = recovered.Batch;
            var present = new List<MessageKey>();
            foreach (var key in batch.Keys)
            {
                // The record of a batch does not know how long those of its events are.
                if (recovered.Present.TryGetValue(key, out var sized))
                {
                    present.Add(sized);
                }
            }

            batch.Keys.Clear();
            batch.Keys.AddRange(present);
            _queues.Find(recovered.WebhookId)?.Restore(batch);
        }
    }

    /// <summary>
    /// Queues what was put into a queue again after the snapshot, has not left it since, and lies in neither the snapshot
    /// nor the events after it; after both.
    /// </summary>
    public void RestoreRequeued()
    {
        foreach (var (webhookId, outcomes) in _outcomes)
        {
            foreach (var key in outcomes.Requeued.ToArray())
            {
                if (!IsTooOld(key))
                {
                    Add(webhookId, key, _nowMs);
                }
                else if (_queues.GetOrMake(webhookId) is { } queue)
                {
                    outcomes.Meet(key);
                    _metrics.Expired(queue.Rules.Class, ExpiryReason.Age, 1);
                    queue.RestoreExpired(1, [new ExpiredDelivery(key, null, _nowMs)]);
                }
            }
        }
    }

    /// <summary>An event after the snapshot, with its outcome if it has one.</summary>
    public void Add(long webhookId, MessageKey key, long nowMs)
    {
        var outcomes = _outcomes.GetValueOrDefault(webhookId);
        outcomes?.Meet(key);
        if (outcomes?.Find(key) is not { } known || known.IsFresh)
        {
            _queues.Add(webhookId, key, nowMs);
        }
        else if (known.Batch is { } batch)
        {
            _queues.GetOrMake(webhookId);
            batch.Present.Add(key);
        }
        else if (!known.IsGone)
        {
            _queues.GetOrMake(webhookId)?.Restore(new RetryEntry(key, known.Attempts, known.DueMs));
        }
    }

    public void BeginQueue(long webhookId, in QueueStatistics statistics)
    {
        _visited.Add(webhookId);
        _outcomes.TryGetValue(webhookId, out _known);
        _queue = _queues.GetOrMake(webhookId);
        _queue?.Restore(_known?.Advance(statistics) ?? statistics);
    }

    public void Fresh(MessageKey key) => Sort(new RetryEntry(key, 0, 0));

    public void Retry(RetryEntry retry) => Sort(retry);

    public void Batch(MessageBatch batch)
    {
        if (_queue is null)
        {
            _metrics.Dropped(batch.Keys.Count);
            return;
        }

        // What the journal knows better goes its own way.
        foreach (var key in batch.Keys.Where(key => _known?.Find(key) is not null).ToArray())
        {
            batch.Keys.Remove(key);
            Sort(new RetryEntry(key, batch.Attempts, batch.DueMs));
        }

        foreach (var key in batch.Keys.Where(IsTooOld).ToArray())
        {
            batch.Keys.Remove(key);
            Expire(key);
        }

        if (batch.Keys.Count > 0)
        {
            _queue.Restore(batch);
        }
    }

    public void EndQueue(IReadOnlyCollection<ExpiredDelivery> expired)
    {
        if (_queue is not null && _expired > 0)
        {
            _metrics.Expired(_queue.Rules.Class, ExpiryReason.Age, _expired);
        }

        _queue?.RestoreExpired(_expired, expired.Concat(_lastExpired));
        _expired = 0;
        _lastExpired.Clear();
    }

    private void Sort(RetryEntry message)
    {
        if (_queue is null)
        {
            _metrics.Dropped(1);
            return;
        }

        var known = _known?.Find(message.Key);
        var isRequeued = _known?.Meet(message.Key) ?? false;
        if (known is { IsGone: true })
        {
            return;
        }

        if (IsTooOld(message.Key))
        {
            Expire(message.Key);
            return;
        }

        if (known is { Batch: { } batch })
        {
            batch.Present.Add(message.Key);
            return;
        }

        if (known is { } later && (isRequeued || later.Attempts > message.Attempts))
        {
            message = new RetryEntry(message.Key, later.Attempts, later.DueMs);
        }
        else if (known is { } same && same.Attempts == message.Attempts)
        {
            // Made due by its owner.
            message = message with { DueMs = Math.Min(message.DueMs, same.DueMs) };
        }

        if (message.Attempts == 0)
        {
            _queue.Restore(message.Key);
        }
        else
        {
            _queue.Restore(message);
        }
    }

    private bool IsTooOld(MessageKey key) =>
        key.Partition >= _begins.Length || key.Position < _begins[key.Partition];

    private void Expire(MessageKey key)
    {
        _expired++;
        _lastExpired.Enqueue(new ExpiredDelivery(key, null, _nowMs));
        if (_lastExpired.Count > WebhookQueue.MaxListed)
        {
            _lastExpired.Dequeue();
        }
    }

    private RecoveredOutcomes Of(long webhookId)
    {
        if (!_outcomes.TryGetValue(webhookId, out var outcomes))
        {
            _outcomes[webhookId] = outcomes = new RecoveredOutcomes();
        }

        return outcomes;
    }
}
