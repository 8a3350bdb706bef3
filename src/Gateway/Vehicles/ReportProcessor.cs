using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>
/// From a report and the vehicle's state to the next state and 0..n events. Pure computing but for the history it keeps:
/// no clock. One per partition; not thread-safe.
/// </summary>
internal sealed partial class ReportProcessor : IDisposable
{
    /// <summary>A tail of so many facts becomes a block.</summary>
    public const int TailFacts = 32;

    /// <summary>How far back late reports change history, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLateWindow = TimeSpan.FromHours(24);

    private readonly EventContext _context = new();
    private readonly EventEmitter _emitter;
    private readonly IntervalEmitter _intervals;
    private readonly TimelineFold _fold = new();
    private readonly Refold _refold;
    private readonly IHistoryLog _history;
    private readonly long _lateWindowMs;
    private ByteSink _scratch;

    /// <param name="outbox">Takes the events.</param>
    /// <param name="history">Keeps what is older than a vehicle's tail.</param>
    /// <param name="lateWindow">How far back late reports change history.</param>
    public ReportProcessor(EventOutbox outbox, IHistoryLog history, TimeSpan? lateWindow = null)
    {
        _emitter = new EventEmitter(outbox);
        _intervals = new IntervalEmitter(_emitter);
        _history = history;
        _refold = new Refold(history);
        _lateWindowMs = (long)(lateWindow ?? DefaultLateWindow).TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose() => _emitter.Dispose();

    /// <summary>
    /// Processes one report. Late ones change history only with <see cref="Settle"/>, which the caller owes after the
    /// last report of a frame, and <see cref="SettleNow"/> once no more come.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="canonicalBytes">Its bytes, for the event ids.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="vehicle">The vehicle as configured.</param>
    /// <param name="state">Its state; changed.</param>
    /// <param name="snapshot">The configuration.</param>
    public ReportOutcome Process(
        DeviceReport report,
        ReadOnlySpan<byte> canonicalBytes,
        in ReportSource source,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot)
    {
        var told = EventClock.ToldMs(report, source.ReceivedMs);
        var eventMs = told ?? source.ReceivedMs;
        var late = EventClock.IsLate(report, source.ReceivedMs, state);
        var settings = snapshot.Motion.Of(vehicle.AccountId, source.ReceivedMs);
        var outcome = ReportOutcome.InOrder;
        var isFact = FactReader.IsFact(report, told is not null);
        var fact = isFact
            ? FactReader.Read(
                report, FactReader.HashOf(canonicalBytes), eventMs, state.Timeline.Driver.Told, settings)
            : default;
        if (isFact && !state.Timeline.IsNewer(fact.TimeMs, fact.Hash))
        {
            outcome = _refold.Take(state, fact, source.ReceivedMs, LateWindowMs(settings)) switch
            {
                LateFact.Taken => ReportOutcome.Late,
                LateFact.Repeated => ReportOutcome.Repeated,
                _ => ReportOutcome.TooOld,
            };
        }

        state.HeardMs = source.ReceivedMs;
        if (outcome == ReportOutcome.Repeated)
        {
            return outcome;
        }

        var before = state.Timeline.ReportMs;
        var revisions = ReadOnlySpan<Revision>.Empty;
        var isOvertaken = outcome == ReportOutcome.Late && !late && state.Tail.LateCount == 1
            && _refold.IsDue(state, source.ReceivedMs);
        if (isOvertaken)
        {
            // In order as devices tell time; only an assignment, or a report that told no time, is ahead of it.
            revisions = _refold.Run(state, snapshot.Landmarks.Find(vehicle.AccountId), settings);
        }
        else if (outcome == ReportOutcome.InOrder && isFact)
        {
            Settle(vehicle, state, snapshot, source);

            // Only now: what waited may have been reports after the last one, ahead of which was an assignment.
            before = state.Timeline.ReportMs;
            Step(fact, vehicle, state, snapshot, source.ReceivedMs);
        }

        if (!late)
        {
            Advance(report, state, eventMs, source.ReceivedMs);
        }

        _emitter.Begin(vehicle, snapshot.Webhooks, source.NowMs);
        Describe(report, eventMs, late, vehicle, state, snapshot, source);
        var edge = isOvertaken ? EmitRevisions(revisions, report, eventMs, vehicle, snapshot)
            : outcome == ReportOutcome.InOrder && isFact && EmitChanges(report, eventMs, vehicle, state, snapshot, before);
        EmitReport(report, new EventIds(vehicle.Id, report, canonicalBytes, source.ReceivedMs), late, edge, vehicle, state, snapshot);
        return outcome;
    }

    /// <summary>Facts folded again so far, because of late reports.</summary>
    public long RefoldSteps => _refold.Steps;

    /// <summary>
    /// Folds history again with the late reports so far, and tells receivers what changed; unless there is more history
    /// than these few are worth (<see cref="Refold.IsDue"/>): then they wait in the vehicle's tail.
    /// </summary>
    public void Settle(Vehicle vehicle, VehicleState state, in ProcessingSnapshot snapshot, in ReportSource source)
    {
        if (_refold.IsDue(state, source.ReceivedMs))
        {
            SettleNow(vehicle, state, snapshot, source);
        }
    }

    /// <summary>The same without waiting for more.</summary>
    public void SettleNow(Vehicle vehicle, VehicleState state, in ProcessingSnapshot snapshot, in ReportSource source)
    {
        if (state.Tail.LateCount == 0)
        {
            return;
        }

        var index = snapshot.Landmarks.Find(vehicle.AccountId);
        _emitter.Begin(vehicle, snapshot.Webhooks, source.NowMs);
        DescribeVehicle(vehicle, source);
        _context.Late = _refold.IsLate(state);
        _intervals.Begin(_context, TimelineState.NoTime, vehicle.AccountId, index, snapshot.Drivers, default);
        foreach (ref readonly var revision in _refold.Run(state, index, snapshot.Motion.Of(vehicle.AccountId, source.ReceivedMs)))
        {
            _intervals.Emit(revision);
        }

        state.Ignition = state.Timeline.Ignition;
    }

    /// <summary>Takes an assignment that the API made.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="source">When it was made.</param>
    /// <param name="vehicle">The vehicle as configured.</param>
    /// <param name="state">Its state; changed.</param>
    /// <param name="snapshot">The configuration.</param>
    public ReportOutcome Assign(
        in DriverAssignment assignment,
        in ReportSource source,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot)
    {
        var fact = new TimelineFact
        {
            Kind = FactKind.Assignment,
            TimeMs = assignment.EffectiveMs,
            Hash = assignment.Hash,
            Value = assignment.DriverId,
        };
        if (!state.Timeline.IsNewer(fact.TimeMs, fact.Hash))
        {
            var window = LateWindowMs(snapshot.Motion.Of(vehicle.AccountId, source.ReceivedMs));
            var late = _refold.Take(state, fact, source.ReceivedMs, window);
            Settle(vehicle, state, snapshot, source);
            return late switch
            {
                LateFact.Taken => ReportOutcome.Late,
                LateFact.Repeated => ReportOutcome.Repeated,
                _ => ReportOutcome.TooOld,
            };
        }

        Step(fact, vehicle, state, snapshot, source.ReceivedMs);
        _emitter.Begin(vehicle, snapshot.Webhooks, source.NowMs);
        DescribeVehicle(vehicle, source);
        EmitFolded(vehicle, snapshot);
        return ReportOutcome.InOrder;
    }

    /// <summary>Sends the ends that a long silence brings; the state goes on, in case the device only could not send.</summary>
    public void EndBySilence(Vehicle vehicle, VehicleState state, in ProcessingSnapshot snapshot, in ReportSource source)
    {
        SettleNow(vehicle, state, snapshot, source);
        if (!state.Timeline.AwaitsData)
        {
            return;
        }

        _fold.EndBySilence(vehicle.Id, state.Timeline, snapshot.Motion.Of(vehicle.AccountId, source.ReceivedMs));
        _emitter.Begin(vehicle, snapshot.Webhooks, source.NowMs);
        DescribeVehicle(vehicle, source);
        EmitFolded(vehicle, snapshot);
        foreach (ref readonly var change in _fold.Changes)
        {
            var timeline = state.Timeline;
            if (change.Object.Kind == ObjectKind.Trip)
            {
                timeline.Trip = timeline.Trip with { Tag = change.Object.Tag };
            }
            else if (change.Object.Kind == ObjectKind.Idle)
            {
                timeline.Idle = timeline.Idle with { Tag = change.Object.Tag };
            }
        }
    }

    /// <summary>
    /// Writes a tail as a block; false where the history journal has no room for it now. A tail in which late facts wait
    /// stays in memory.
    /// </summary>
    public bool WriteBlock(VehicleState state)
    {
        if (state.Tail.LateCount > 0)
        {
            return true;
        }

        _refold.Close();
        if (HistoryBlock.Append(_history, state.VehicleId, state.Tail, ref _scratch) is not { } position)
        {
            return false;
        }

        state.Tail.Begin(state.Timeline, position);
        return true;
    }

    private long LateWindowMs(MotionSettings settings) => Math.Min(settings.LateWindowMs, _lateWindowMs);

    private void Step(
        in TimelineFact fact, Vehicle vehicle, VehicleState state, in ProcessingSnapshot snapshot, long receivedMs)
    {
        _refold.Close();
        if (state.Tail.IsRefolded && state.Tail.LateCount == 0)
        {
            // Late facts after this one need not fold what an upload from the newest on left.
            state.Tail.IsRefolded = false;
            if (state.Tail.FactCount >= TailFacts)
            {
                _ = WriteBlock(state);
            }
        }

        _fold.Step(
            vehicle.Id,
            state.Timeline,
            fact,
            snapshot.Landmarks.Find(vehicle.AccountId),
            snapshot.Motion.Of(vehicle.AccountId, receivedMs),
            receivedMs);
        state.Tail.Add(fact, receivedMs);
        foreach (ref readonly var change in _fold.Changes)
        {
            if (!change.IsOpening)
            {
                state.Tail.Add(LedgerEntry.Of(change.Object));
            }
        }

        // Where the journal has no room, the tail is long for a while.
        if (state.Tail.FactCount >= TailFacts && state.Tail.FactCount % TailFacts == 0)
        {
            _ = WriteBlock(state);
        }
    }

    private void BeginIntervals(DeviceReport report, long eventMs, Vehicle vehicle, in ProcessingSnapshot snapshot) =>
        _intervals.Begin(
            _context,
            eventMs,
            vehicle.AccountId,
            snapshot.Landmarks.Find(vehicle.AccountId),
            snapshot.Drivers,
            new IgnitionInputs(report.ExternalVolts, report.EngineSeconds));

    private bool EmitRevisions(
        ReadOnlySpan<Revision> revisions, DeviceReport report, long eventMs, Vehicle vehicle, in ProcessingSnapshot snapshot)
    {
        BeginIntervals(report, eventMs, vehicle, snapshot);
        var edge = false;
        foreach (ref readonly var revision in revisions)
        {
            edge |= revision is { IsVoid: false, Now: { Kind: ObjectKind.Edge } now } && now.StartMs == eventMs;
            _intervals.Emit(revision);
        }

        return edge;
    }

    private bool EmitChanges(
        DeviceReport report, long eventMs, Vehicle vehicle, VehicleState state, in ProcessingSnapshot snapshot, long beforeMs)
    {
        BeginIntervals(report, eventMs, vehicle, snapshot);
        var edge = false;
        foreach (ref readonly var change in _fold.Changes)
        {
            edge |= change.Object.Kind == ObjectKind.Edge;
            _intervals.Emit(change);
        }

        if (state.Timeline.Idle is { IsOpen: true } idle && idle.StartMs <= beforeMs)
        {
            _intervals.IdleLasts(_fold.DescribeIdle(state.Timeline), beforeMs - idle.StartMs, eventMs - idle.StartMs);
        }

        return edge;
    }

    /// <summary>What the fold changed without a report: every message is about its own moment.</summary>
    private void EmitFolded(Vehicle vehicle, in ProcessingSnapshot snapshot)
    {
        _context.Late = false;
        _intervals.Begin(
            _context,
            TimelineState.NoTime,
            vehicle.AccountId,
            snapshot.Landmarks.Find(vehicle.AccountId),
            snapshot.Drivers,
            default);
        foreach (ref readonly var change in _fold.Changes)
        {
            _intervals.Emit(change);
        }
    }
}
