using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Brings the queues back after a restart: the snapshot, then the outcomes and the events journaled since. Its cost
/// depends on the snapshot's size and the tails' length, not on what the journals hold. Order does not matter for the
/// result: outcomes that the snapshot has seen already change nothing.
/// </summary>
internal sealed class QueueRecovery : IMessageSink
{
    private readonly QueueIndex _queues;
    private readonly DispatchMetrics _metrics;
    private readonly Dictionary<long, Dictionary<MessageKey, OutcomeRecord>> _outcomes = [];
    private readonly Dictionary<long, OutcomeRecord> _lastDelivered = [];
    private readonly HashSet<(long WebhookId, MessageKey Key)> _requeued = [];

    public QueueRecovery(QueueIndex queues, DispatchMetrics metrics)
    {
        _queues = queues;
        _metrics = metrics;
    }

    /// <summary>
    /// Reads the outcomes after the snapshot. Returns where they end, and why reading stopped early, or null; outcomes
    /// that can't be read cost second deliveries.
    /// </summary>
    public (long End, string? Fault) ReadOutcomes(IJournalPartition journal, long position)
    {
        var reader = journal.OpenReader(Math.Max(position, journal.BeginPosition));
        while (reader.TryRead(out var entry))
        {
            if (entry.Kind != OutcomeRecord.JournalKind || !OutcomeRecord.TryRead(entry.Payload.Span, out var outcome))
            {
                return (reader.Position, $"Outcome journal: the record at {entry.Position} is not an outcome.");
            }

            if (!_outcomes.TryGetValue(outcome.WebhookId, out var known))
            {
                _outcomes[outcome.WebhookId] = known = [];
            }

            known[outcome.Key] = outcome;
            if (outcome.Kind == OutcomeKind.Requeued)
            {
                _requeued.Add((outcome.WebhookId, outcome.Key));
            }
            else if (outcome.Kind == OutcomeKind.Delivered)
            {
                _lastDelivered[outcome.WebhookId] = outcome;
                _requeued.Remove((outcome.WebhookId, outcome.Key));
            }
        }

        return (reader.Position, reader.Status == JournalReadStatus.NotCommitted
            ? null
            : $"Outcome journal: reading ended at {reader.Position} ({reader.Status}).");
    }

    /// <summary>Fills the queues from the snapshot, as the outcomes after it leave them.</summary>
    /// <param name="snapshot">The snapshot, null for none.</param>
    /// <param name="begins">By partition: the oldest event that can still be read.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public void Restore(QueueSnapshot? snapshot, long[] begins, long nowMs)
    {
        foreach (var restored in snapshot?.Queues ?? [])
        {
            Restore(restored, begins, nowMs);
        }

        // Webhooks that had no queue yet when the snapshot was made.
        var known = (snapshot?.Queues ?? []).Select(queue => queue.WebhookId).ToHashSet();
        foreach (var webhook in _outcomes.Keys.Where(webhook => !known.Contains(webhook)))
        {
            Restore(new RestoredQueue(webhook, new QueueStatistics(0, 0, 0, 0, null, []), [], []), begins, nowMs);
        }
    }

    /// <summary>
    /// Queues what was put into a queue again after the snapshot and is not delivered; after all the rest.
    /// </summary>
    /// <param name="begins">By partition: the oldest event that can still be read.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public void RestoreRequeued(long[] begins, long nowMs)
    {
        foreach (var (webhookId, key) in _requeued.ToArray())
        {
            if (key.Partition < begins.Length && key.Position >= begins[key.Partition])
            {
                Add(webhookId, key, nowMs);
            }
            else if (_queues.GetOrMake(webhookId) is { } queue)
            {
                _metrics.Expired(1);
                queue.RestoreExpired(new ExpiredDelivery(key, null, nowMs));
            }
        }
    }

    /// <summary>An event after the snapshot, with its outcome if it has one.</summary>
    public void Add(long webhookId, MessageKey key, long nowMs)
    {
        _requeued.Remove((webhookId, key));
        if (Find(webhookId, key) is not { } outcome || outcome.Kind == OutcomeKind.Requeued)
        {
            _queues.Add(webhookId, key, nowMs);
        }
        else if (outcome.Kind == OutcomeKind.Failed)
        {
            _queues.GetOrMake(webhookId)?.Restore(new RetryEntry(key, outcome.Attempts, outcome.TimeMs));
        }
    }

    private void Restore(RestoredQueue restored, long[] begins, long nowMs)
    {
        if (_queues.GetOrMake(restored.WebhookId) is not { } queue)
        {
            _metrics.Dropped(restored.Fresh.Length + restored.Retries.Length);
            return;
        }

        var retries = new List<RetryEntry>();
        var fresh = new List<MessageKey>(restored.Fresh.Length);
        var expired = new List<ExpiredDelivery>();
        foreach (var key in restored.Fresh)
        {
            Sort(restored.WebhookId, new RetryEntry(key, 0, 0));
        }

        foreach (var retry in restored.Retries)
        {
            Sort(restored.WebhookId, retry);
        }

        _metrics.Expired(expired.Count);
        var statistics = Advance(restored.WebhookId, restored.Statistics);
        queue.Restore(statistics with { Expired = statistics.Expired + expired.Count }, fresh, retries);
        queue.ListExpired(expired.TakeLast(WebhookQueue.MaxListed));

        void Sort(long webhookId, RetryEntry message)
        {
            var outcome = Find(webhookId, message.Key);
            if (outcome is { Kind: OutcomeKind.Delivered })
            {
                return;
            }

            if (message.Key.Partition >= begins.Length || message.Key.Position < begins[message.Key.Partition])
            {
                expired.Add(new ExpiredDelivery(message.Key, null, nowMs));
                return;
            }

            message = Later(message, outcome, _requeued.Remove((webhookId, message.Key)));

            if (message.Attempts == 0)
            {
                fresh.Add(message.Key);
            }
            else
            {
                retries.Add(message);
            }
        }
    }

    private static RetryEntry Later(RetryEntry message, OutcomeRecord? outcome, bool wasRequeued) => outcome switch
    {
        null => message,
        { Kind: OutcomeKind.Requeued } => new RetryEntry(message.Key, 0, 0),
        { } failed when failed.Attempts > message.Attempts || wasRequeued =>
            new RetryEntry(message.Key, failed.Attempts, failed.TimeMs),
        { } failed when failed.Attempts == message.Attempts =>
            message with { DueMs = Math.Min(message.DueMs, failed.TimeMs) },
        _ => message,
    };

    private OutcomeRecord? Find(long webhookId, MessageKey key) =>
        _outcomes.TryGetValue(webhookId, out var known) && known.TryGetValue(key, out var outcome) ? outcome : null;

    private QueueStatistics Advance(long webhookId, QueueStatistics statistics)
    {
        if (!_outcomes.TryGetValue(webhookId, out var known))
        {
            return statistics;
        }

        // A requeued message's earlier delivery counts, although its last outcome is another one.
        if (_lastDelivered.TryGetValue(webhookId, out var delivered))
        {
            statistics = statistics with
            {
                Total = Math.Max(statistics.Total, delivered.Number),
                LastSuccessMs = Math.Max(statistics.LastSuccessMs, delivered.TimeMs),
            };
        }

        foreach (var failed in known.Values.Where(outcome => outcome.Kind == OutcomeKind.Failed))
        {
            statistics = statistics with
            {
                HoldUntilMs = Math.Max(statistics.HoldUntilMs, failed.Number),
                LastError = statistics.LastError ?? "The last attempt before a restart failed.",
            };
        }

        return statistics;
    }
}
