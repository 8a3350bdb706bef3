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

    /// <summary>An event after the snapshot, with its outcome if it has one.</summary>
    public void Add(long webhookId, MessageKey key, long nowMs)
    {
        if (Find(webhookId, key) is not { } outcome)
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

            if (outcome is { } failed && failed.Attempts > message.Attempts)
            {
                message = new RetryEntry(message.Key, failed.Attempts, failed.TimeMs);
            }

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

    private OutcomeRecord? Find(long webhookId, MessageKey key) =>
        _outcomes.TryGetValue(webhookId, out var known) && known.TryGetValue(key, out var outcome) ? outcome : null;

    private QueueStatistics Advance(long webhookId, QueueStatistics statistics)
    {
        if (!_outcomes.TryGetValue(webhookId, out var known))
        {
            return statistics;
        }

        foreach (var outcome in known.Values)
        {
            statistics = outcome.Kind == OutcomeKind.Delivered
                ? statistics with
                {
                    Total = Math.Max(statistics.Total, outcome.Number),
                    LastSuccessMs = Math.Max(statistics.LastSuccessMs, outcome.TimeMs),
                }
                : statistics with
                {
                    HoldUntilMs = Math.Max(statistics.HoldUntilMs, outcome.Number),
                    LastError = statistics.LastError ?? "The last attempt before a restart failed.",
                };
        }

        return statistics;
    }
}
