namespace Gateway.Dispatch.Queues;

/// <summary>What the outcomes after the snapshot say of one webhook: its messages' last outcomes, and its counts.</summary>
internal sealed class RecoveredOutcomes
{
    private readonly Dictionary<MessageKey, KnownOutcome> _known = [];
    private long _total;
    private long _givenUp;
    private long _collapsed;
    private long _lastSuccessMs;
    private long _holdUntilMs;
    private bool _failed;

    public KnownOutcome? Find(MessageKey key) => _known.TryGetValue(key, out var known) ? known : null;

    public void Note(in OutcomeRecord outcome)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                _known[outcome.Key] = new KnownOutcome(outcome.Attempts, outcome.TimeMs, null);
                _holdUntilMs = Math.Max(_holdUntilMs, outcome.Number);
                _failed = true;
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
    }

    /// <summary>A batch was formed or failed, or was delivered.</summary>
    public void Note(OutcomeKind kind, RecoveredBatch recovered, long number)
    {
        var batch = recovered.Batch;
        foreach (var key in batch.Keys)
        {
            _known[key] = kind == OutcomeKind.BatchDelivered
                ? KnownOutcome.Gone
                : new KnownOutcome(batch.Attempts, batch.DueMs, recovered);
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
