using Gateway.Dispatch.Journal;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <content>Checkpoints, and what they let go of.</content>
internal sealed partial class PartitionReader
{
    // A mark each so often: history is given up no finer than that.
    private const int MarksPerWindow = 24;

    private readonly List<HistoryMark> _marks = [];
    private long _historyGivenUp;

    private async ValueTask<bool> CheckpointAsync()
    {
        _lastCheckpointAt = _services.Time.GetTimestamp();
        if (_position == _checkpointPosition)
        {
            return true;
        }

        WriteLongTails();

        // The cursor moves only over reports whose events are on disk.
        if (!await CommitAsync(_events, _publishedTo, "event") || !await CommitAsync(_historyJournal, _history.EndPosition, "history"))
        {
            return false;
        }

        var oldHistory = MarkHistory();
        var begun = _services.Time.GetTimestamp();
        try
        {
            _checkpoints.Write(new Checkpoint(_position, _publishedTo, _states.All, _history.EndPosition, _marks));
        }
        catch (IOException e)
        {
            // The one before stands, the journal keeps its records: tried again at the next interval.
            VehicleLog.CheckpointFailed(_services.Logger, e, Partition);
            return true;
        }

        _services.Metrics.Checkpoint(_services.Time.GetElapsedTime(begun));

        // The older of the two checkpoints on disk must still find its reports, and its history.
        _reports.TruncateBefore(_checkpointPosition);
        _checkpointPosition = _position;
        if (_historyGivenUp > 0)
        {
            _historyJournal.TruncateBefore(_historyGivenUp);
        }

        _historyGivenUp = oldHistory;
        return true;
    }

    private async ValueTask<bool> CommitAsync(IJournalPartition journal, long position, string name)
    {
        var outcome = await journal.WaitForCommitAsync(position, CancellationToken.None);
        if (outcome == CommitOutcome.Committed)
        {
            return true;
        }

        Fault = $"The {name} journal's partition {Partition} could not be committed: {outcome}; {journal.Health.Fault}";
        VehicleLog.Stopped(_services.Logger, Partition, Fault);
        return false;
    }

    /// <summary>Tails that late data, or a full disk, made long do not stay in memory.</summary>
    private void WriteLongTails()
    {
        foreach (var state in _states.All)
        {
            if (state.Tail.FactCount > 2 * ReportProcessor.TailFacts && !_processor.WriteBlock(state))
            {
                return;
            }
        }
    }

    /// <summary>Notes where history stands now; returns the position before which it is older than the window.</summary>
    private long MarkHistory()
    {
        var now = _services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var window = (long)_services.LateWindow.TotalMilliseconds;
        if (_marks.Count == 0 || now - _marks[^1].TimeMs >= window / MarksPerWindow)
        {
            _marks.Add(new HistoryMark(now, _historyJournal.TailPosition));
        }

        // One mark more than the window, for what was written just before.
        var old = _marks.FindLastIndex(mark => mark.TimeMs < now - window - (window / MarksPerWindow));
        if (old < 0)
        {
            return 0;
        }

        var position = _marks[old].Position;
        _marks.RemoveRange(0, old);
        return position;
    }
}
