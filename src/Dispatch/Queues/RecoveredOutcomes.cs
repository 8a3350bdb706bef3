namespace Gateway.Dispatch.Queues;

/// <summary>What the outcomes after the snapshot say of one webhook: its messages' last outcomes, and its counts.</summary>
internal sealed class RecoveredOutcomes
{
    private readonly Dictionary<MessageKey, KnownOutcome> _known = [];
    private readonly HashSet<MessageKey> _requeued = [];
    private long _total;
    private long _givenUp;
    private long _collapsed;
    private long _lastSuccessMs;
    private long _holdUntilMs;
    private bool _failed;

    public KnownOutcome? Find(MessageKey key) => _known.TryGetValue(key, out var known) ? known : null;

    /// <summary>
    /// Messages that were put into the queue again, have not left it since, and were not met yet: what is known of them
    /// holds whatever the snapshot says.
    /// </summary>
    public IReadOnlyCollection<MessageKey> Requeued => _requeued;

    /// <summary>A message was met; whether it is one of those that were put into the queue again.</summary>
    public bool Meet(MessageKey key) => _requeued.Remove(key);

    public void Note(in OutcomeRecord outcome)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                _known[outcome.Key] = new KnownOutcome(outcome.Attempts, outcome.TimeMs, null);
                _holdUntilMs = Math.Max(_holdUntilMs, outcome.Number);
                _failed = true;
                return;
            case OutcomeKind.Requeued:
                _known[outcome.Key] = KnownOutcome.Requeued;
                _requeued.Add(outcome.Key);
                return;
            case OutcomeKind.Delivered:
                Succeeded(outcome.TimeMs, outcome.Number);
                break;
            case OutcomeKind.GivenUp:
                _givenUp = Math.Max(_givenUp, outcome.Number);
                break;
            case OutcomeKind.Collapsed:
                _collapsed = Math.Max(_collapsed, outcome.Number);
                break;
        }

        _known[outcome.Key] = KnownOutcome.Gone;
        _requeued.Remove(outcome.Key);
    }

    /// <summary>A batch was formed or failed, or was delivered.</summary>
    public void Note(OutcomeKind kind, RecoveredBatch recovered, long number)
    {
        var batch = recovered.Batch;
        foreach (var key in batch.Keys)
        {
            if (kind == OutcomeKind.BatchDelivered)
            {
                _known[key] = KnownOutcome.Gone;
                _requeued.Remove(key);
            }
            else
            {
                _known[key] = new KnownOutcome(batch.Attempts, batch.DueMs, recovered);
            }
        }

        if (kind == OutcomeKind.BatchDelivered)
        {
            Succeeded(batch.DueMs, number);
        }
        else if (batch.Attempts > 0)
        {
            _holdUntilMs = Math.Max(_holdUntilMs, number);
            _failed = true;
        }
    }

    /// <summary>The webhook's counts, as they were after the last outcome.</summary>
    public QueueStatistics Advance(in QueueStatistics statistics) => statistics with
    {
        Total = Math.Max(statistics.Total, _total),
        GivenUp = Math.Max(statistics.GivenUp, _givenUp),
        Collapsed = Math.Max(statistics.Collapsed, _collapsed),
        LastSuccessMs = Math.Max(statistics.LastSuccessMs, _lastSuccessMs),
        HoldUntilMs = Math.Max(statistics.HoldUntilMs, _holdUntilMs),
        LastError = statistics.LastError ?? (_failed ? "The last attempt before a restart failed." : null),
    };

    private void Succeeded(long timeMs, long total)
    {
        _total = Math.Max(_total, total);
        _lastSuccessMs = Math.Max(_lastSuccessMs, timeMs);
    }
}
