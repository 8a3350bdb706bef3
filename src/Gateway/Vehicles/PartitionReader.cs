using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Protocol.Reports;
using Gateway.Vehicles.History;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Vehicles;

/// <summary>
/// The single reader of a partition's reports: each batch once, in order, from the journal to the vehicle's state and
/// to the event journal. Everything of a partition is touched by this one loop, so it needs no lock.
/// </summary>
internal sealed partial class PartitionReader : IDisposable
{
    // Events are handed over in groups of about so many: large enough to share the work, small enough to keep up.
    private const int OutboxFlushCount = 256;

    /// <summary>Between two tries to get events into a full journal.</summary>
    private static readonly TimeSpan FullWait = TimeSpan.FromMilliseconds(500);

    private readonly PartitionServices _services;
    private readonly IJournalPartition _reports;
    private readonly IJournalPartition _events;
    private readonly IJournalPartition _historyJournal;
    private readonly JournalHistory _history;
    private readonly SilenceWatch _silence;
    private readonly VehicleStates _states;
    private readonly CheckpointStore _checkpoints;
    private readonly EventOutbox _outbox = new();
    private readonly ReportProcessor _processor;
    private readonly DeviceReport _report = new();

    private HashSet<EventId>? _alreadyPublished;
    private long _replayUntil;
    private long _position;
    private long _publishedTo;
    private long _eventCount;
    private long _doneSequence;
    private long _inHandMs;

    public PartitionReader(
        int partition, VehicleJournals journals, VehicleStates states, PartitionServices services)
    {
        Partition = partition;
        _services = services;
        _reports = journals.Reports[partition];
        _events = journals.Events[partition];
        _historyJournal = journals.History[partition];
        _history = new JournalHistory(_historyJournal);
        _silence = new SilenceWatch(_reports, services);
        _states = states;
        _checkpoints = new CheckpointStore(services.Folder, partition);
        _processor = new ReportProcessor(_outbox, _history, services.LateWindow);
    }

    public int Partition { get; }

    /// <summary>Events put into the event journal since the start; from any thread.</summary>
    public long EventCount => Volatile.Read(ref _eventCount);

    /// <summary>How far it is behind; from any thread.</summary>
    public ReaderLag Lag => new(
        Volatile.Read(ref _doneSequence) is var done and not 0 ? Math.Max(0, _reports.NextSequence - 1 - done) : 0,
        Volatile.Read(ref _inHandMs) is var begun and not 0
            ? TimeSpan.FromMilliseconds(Math.Max(0, NowMs() - begun))
            : TimeSpan.Zero);

    /// <summary>The fault that ended the loop, in words; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Marks the reader as ended by a fault.</summary>
    public void SetFault(string fault) => Fault = fault;

    /// <summary>Reads the checkpoint. A fault in words; null when ready to run.</summary>
    public string? Recover()
    {
        var found = _checkpoints.Read();
        if (found.Fault is not null)
        {
            return found.Fault;
        }

        if (found.Warning is not null)
        {
            VehicleLog.OlderCheckpoint(_services.Logger, Partition, found.Warning);
        }

        _position = found.Checkpoint?.ReportPosition ?? _reports.BeginPosition;
        if (_position < _reports.BeginPosition || _position > _reports.CommittedPosition)
        {
            return $"The vehicle checkpoint of partition {Partition} stands for position {_position}, but the report "
                + $"journal holds {_reports.BeginPosition} to {_reports.CommittedPosition}.";
        }

        if (found.Checkpoint is null && _reports.BeginPosition > IJournalPartition.FirstPosition)
        {
            return $"There is no vehicle checkpoint of partition {Partition}, but its report journal was truncated up to "
                + $"{_reports.BeginPosition}: what the vehicles' states were is lost. Restore vehicles-{Partition}.checkpoint.";
        }

        if (found.Checkpoint?.HistoryPosition > _historyJournal.CommittedPosition)
        {
            return $"The vehicle checkpoint of partition {Partition} speaks of history up to "
                + $"{found.Checkpoint.HistoryPosition}, but the history journal ends at {_historyJournal.CommittedPosition}.";
        }

        _marks.AddRange(found.Checkpoint?.HistoryMarks ?? []);
        _history.EndPosition = found.Checkpoint?.HistoryPosition ?? 0;
        _states.Load(found.Checkpoint?.States ?? []);
        foreach (var state in _states.All)
        {
            Watch(state);
        }

        _checkpointPosition = _position;
        _replayUntil = _reports.CommittedPosition;
        _lastCheckpointAt = _services.Time.GetTimestamp();
        return CollectPublished(found.Checkpoint?.EventPosition ?? _events.BeginPosition);
    }

    /// <summary>Runs until cancelled, or until a journal faults; then writes a last checkpoint if it can.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var reader = _reports.OpenReader(_position);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var silence = _silence.RunAsync(watching.Token);
        try
        {
            while (IsWritingStates(stopping) || await reader.WaitToReadAsync(stopping))
            {
                while (!stopping.IsCancellationRequested && reader.TryRead(out var record))
                {
                    Volatile.Write(ref _inHandMs, record.AppendedUnixMs);
                    if (!Process(record) || !await FinishBatchAsync(record, stopping))
                    {
                        return;
                    }
                }

                if (!await FlushAsync(stopping))
                {
                    return;
                }

                if (_inHandMs != 0)
                {
                    // Caught up: the dispatcher need not wait for the journal's own timer.
                    Volatile.Write(ref _inHandMs, 0);
                    _events.CommitNow();
                }

                AdvanceCheckpoint(StatesBetweenReads);
            }

            Fault ??= $"The report journal's partition {Partition} can't be read: {reader.Status}; {_reports.Health.Fault}";
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The normal end.
        }
        finally
        {
            await watching.CancelAsync();
            await silence;
            await EndCheckpointAsync();
        }

        if (stopping.IsCancellationRequested && Fault is null && await FlushAsync(stopping))
        {
            await LastCheckpointAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _processor.Dispose();

    private async ValueTask<bool> FinishBatchAsync(JournalRecord record, CancellationToken stopping)
    {
        _position = record.NextPosition;
        Volatile.Write(ref _doneSequence, record.Sequence);
        if (_outbox.Count >= OutboxFlushCount && !await FlushAsync(stopping))
        {
            return false;
        }

        if (_run is not null)
        {
            AdvanceCheckpoint(StatesPerRecord);
        }
        else if (IsCheckpointDue)
        {
            if (!await FlushAsync(stopping))
            {
                return false;
            }

            await _completing;
            BeginCheckpoint();
        }

        return Fault is null;
    }

    /// <summary>Ids of events that a run before put into the event journal after its last checkpoint.</summary>
    private string? CollectPublished(long from)
    {
        var tail = _events.CommittedPosition;
        _publishedTo = tail;
        var reader = _events.OpenReader(Math.Max(from, _events.BeginPosition));
        while (reader.Position < tail && reader.TryRead(out var record))
        {
            if (EventRecord.TryRead(record.Payload.Span, out var published))
            {
                (_alreadyPublished ??= []).Add(published.Id);
            }
        }

        return reader.Status is JournalReadStatus.Faulted or JournalReadStatus.Truncated
            ? $"The event journal's partition {Partition} can't be read from {from}: {reader.Status}."
            : null;
    }

    private bool Fail(in JournalRecord record, string what)
    {
        // Never skipped: what was acknowledged would be lost without a word.
        Fault = $"The report journal's partition {Partition} holds at {record.Position} {what}.";
        VehicleLog.Stopped(_services.Logger, Partition, Fault);
        return false;
    }

    private async ValueTask<bool> FlushAsync(CancellationToken stopping)
    {
        for (var i = 0; i < _outbox.Count; i++)
        {
            if (_alreadyPublished?.Contains(_outbox.IdOf(i)) == true)
            {
                _services.Metrics.Suppressed();
                continue;
            }

            while (true)
            {
                var result = await _services.Publisher.PublishAsync(Partition, _outbox[i], CancellationToken.None);
                if (result.IsAppended)
                {
                    _publishedTo = Math.Max(_publishedTo, result.EndPosition);
                    _services.Metrics.Event();
                    Volatile.Write(ref _eventCount, _eventCount + 1);
                    break;
                }

                if (result.Status == AppendStatus.Full && stopping.IsCancellationRequested)
                {
                    // No room, and no time to wait for it: the next start computes these events again.
                    return false;
                }

                if (result.Status == AppendStatus.Full)
                {
                    // A disk without room says so at once.
                    await Task.Delay(FullWait, _services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                else
                {
                    Fault = $"The event journal's partition {Partition} takes no more events: {result.Status}; {_events.Health.Fault}";
                    VehicleLog.Stopped(_services.Logger, Partition, Fault);
                    return false;
                }
            }
        }

        _outbox.Clear();
        if (_alreadyPublished is not null && _position >= _replayUntil)
        {
            _alreadyPublished = null;
        }

        return true;
    }
}
