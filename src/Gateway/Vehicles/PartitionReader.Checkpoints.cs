using Gateway.Dispatch.Journal;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <content>Checkpoints, and what they let go of.</content>
internal sealed partial class PartitionReader
{
    // A mark each so often: history is given up no finer than that.
    private const int MarksPerWindow = 24;

    // A fraction of a millisecond's work: what a record waits for that comes meanwhile.
    private const int StatesBetweenReads = 128;

    // So that a checkpoint ends while the reader never catches up.
    private const int StatesPerRecord = 1;

    private readonly List<HistoryMark> _marks = [];
    private CheckpointRun? _run;
    private Checkpoint? _runPositions;
    private Task _completing = Task.CompletedTask;
    private long _checkpointPosition;
    private long _lastCheckpointAt;
    private long _oldHistory;
    private long _historyGivenUp;

    // One that speaks for events of reports after it would have them sent again.
    private bool IsCheckpointDue =>
        _services.Time.GetElapsedTime(_lastCheckpointAt) >= _services.CheckpointInterval
        && _completing.IsCompleted && _alreadyPublished is null && _position != _checkpointPosition;

    private bool IsWritingStates(CancellationToken stopping) => _run is not null && !stopping.IsCancellationRequested;

    /// <summary>Owed before a state changes.</summary>
    private void Keep(VehicleState state) => _run?.Keep(state);

    /// <summary>Begins a checkpoint of now; the events of all records so far were handed over.</summary>
    private void BeginCheckpoint()
    {
        _lastCheckpointAt = _services.Time.GetTimestamp();
        _oldHistory = MarkHistory();
        try
        {
            _run = new CheckpointRun(_checkpoints.Begin(), _states, _processor);
            _runPositions = new Checkpoint(_position, _publishedTo, [], HistoryMarks: [.. _marks]);
        }
        catch (IOException e)
        {
            VehicleLog.CheckpointFailed(_services.Logger, e, Partition);
        }
    }

    private void AdvanceCheckpoint(int states)
    {
        if (_run is not null && _run.Step(states))
        {
            // Blocks of long tails were written on the way.
            _completing = CompleteAsync(_run, _runPositions! with { HistoryPosition = _history.EndPosition });
            _run = null;
        }
    }

    /// <summary>Beside the reader: waits for the disk.</summary>
    private async Task CompleteAsync(CheckpointRun run, Checkpoint positions)
    {
        await using (run.Writer)
        {
            if (run.Failure is { } failure)
            {
                VehicleLog.CheckpointFailed(_services.Logger, failure, Partition);
                return;
            }

            // The cursor moves only over reports whose events are on disk.
            if (!await CommitAsync(_events, positions.EventPosition, "event")
                || !await CommitAsync(_historyJournal, positions.HistoryPosition, "history"))
            {
                return;
            }

            try
            {
                await run.Writer.CompleteAsync(positions);
            }
            catch (IOException e)
            {
                // The one before stands, the journal keeps its records: tried again at the next interval.
                VehicleLog.CheckpointFailed(_services.Logger, e, Partition);
                return;
            }
        }

        _services.Metrics.Checkpoint(_services.Time.GetElapsedTime(_lastCheckpointAt));

        // The older of the two checkpoints on disk must still find its reports, and its history.
        _reports.TruncateBefore(_checkpointPosition);
        _checkpointPosition = positions.ReportPosition;
        if (_historyGivenUp > 0)
        {
            _historyJournal.TruncateBefore(_historyGivenUp);
        }

        _historyGivenUp = _oldHistory;
    }

    /// <summary>Gives up a checkpoint whose states are not all written, and waits for one that only the disk has to take.</summary>
    private async Task EndCheckpointAsync()
    {
        if (_run is { } run)
        {
            _run = null;
            await run.Writer.DisposeAsync();
        }

        await _completing;
    }

    private async Task LastCheckpointAsync()
    {
        if (_position == _checkpointPosition || _alreadyPublished is not null)
        {
            return;
        }

        BeginCheckpoint();
        AdvanceCheckpoint(int.MaxValue);
        await _completing;
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
