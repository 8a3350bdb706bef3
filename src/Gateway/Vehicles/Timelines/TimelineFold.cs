using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gateway.Geo.Landmarks;

namespace Gateway.Vehicles.Timelines;

/// <summary>
/// The meaning of facts: folds them, in their order, into a state, and tells what each one began and ended. Pure: the
/// same facts under the same landmarks and settings come to the same, whenever they arrived. Reused by its owner; not
/// thread-safe. Allocates only where a visit or a driver changes.
/// </summary>
internal sealed partial class TimelineFold
{
    private const long NoTime = TimelineState.NoTime;

    private readonly List<TimelineChange> _changes = [];
    private TimelineState _s = new();
    private TimelineFact _fact;
    private LandmarkIndex? _index;
    private MotionSettings _settings = MotionSettings.Default;
    private long _vehicleId;
    private long _receivedMs;
    private ulong _temporaryIds;
    private long _historyReceivedMs;

    /// <summary>What the last step changed, in order; valid until the next one.</summary>
    public ReadOnlySpan<TimelineChange> Changes => CollectionsMarshal.AsSpan(_changes);

    /// <summary>
    /// From now on history is folded again: ids are places in the fold, 1 and up, and landmarks that changed, or went,
    /// after it was received are left alone.
    /// </summary>
    /// <param name="receivedMs">When the first of its facts was received.</param>
    public void BeginHistory(long receivedMs)
    {
        _temporaryIds = 1;
        _historyReceivedMs = receivedMs;
    }

    /// <summary>Takes one fact, which must come after all that the state has seen.</summary>
    /// <param name="vehicleId">The vehicle.</param>
    /// <param name="state">Its state; changed.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="index">Its account's landmarks; null for none.</param>
    /// <param name="settings">Its account's settings.</param>
    /// <param name="receivedMs">When the fact was received, by our clock.</param>
    public void Step(
        long vehicleId, TimelineState state, in TimelineFact fact, LandmarkIndex? index, MotionSettings settings, long receivedMs)
    {
        _changes.Clear();
        _vehicleId = vehicleId;
        _s = state;
        _fact = fact;
        _index = index;
        _settings = settings;
        _receivedMs = receivedMs;
        _stepFrom = null;
        _stepMeters = 0;
        if (fact.Kind == FactKind.Assignment)
        {
            Assign(new DriverIdentity(null, fact.Value), fact.TimeMs);
        }
        else
        {
            Report();
            state.ReportMs = fact.TimeMs;
        }

        state.NewestMs = fact.TimeMs;
        state.NewestHash = fact.Hash;
    }

    /// <summary>
    /// What the state would come to if the next report came after the longest gap: the ends that silence brings. The
    /// state is not changed.
    /// </summary>
    public void EndBySilence(long vehicleId, TimelineState state, MotionSettings settings)
    {
        _changes.Clear();
        _vehicleId = vehicleId;
        _s = state.Clone();
        _settings = settings;
        _fact = default;
        _stepFrom = null;
        EndByGap();
    }

    /// <summary>Adds what goes on in a state to a list.</summary>
    public void Describe(TimelineState state, List<TimelineObject> into)
    {
        _s = state;
        if (state.Trip.Phase != TripPhase.None)
        {
            into.Add(DescribeTrip(state.Trip, NoTime, EndReason.None));
        }

        if (state.Idle.IsOpen)
        {
            into.Add(DescribeIdle(NoTime, EndReason.None) with { ShownMs = state.ReportMs - state.Idle.StartMs });
        }

        foreach (ref readonly var visit in state.Visits.AsSpan())
        {
            into.Add(Describe(visit));
        }

        if (!state.Driver.Driver.IsNone)
        {
            into.Add(DescribeDriver(NoTime));
        }
    }

    private void Report()
    {
        if (_s.ReportMs != NoTime && _fact.TimeMs - _s.ReportMs > _settings.TripNoDataMs)
        {
            EndByGap();
        }

        var before = _s.Ignition;
        bool? now = _fact.Has(FactFields.IgnitionKnown) ? _fact.Has(FactFields.IgnitionOn) : null;
        if (now == true && before != true)
        {
            SwitchIgnition(true);
        }

        if (_fact.Has(FactFields.Odometer))
        {
            _s.OdometerMeters = _fact.Value;
        }

        TakeMotion();
        if (_fact.Has(FactFields.Odometer) && _s.Trip.Phase != TripPhase.None)
        {
            var trip = _s.Trip;
            var figures = trip.Figures;
            figures.TakeOdometer(_fact.Value);
            trip.Figures = figures;
            _s.Trip = trip;
        }

        if (now == false && before != false)
        {
            SwitchIgnition(false);
        }

        if (_fact.Has(FactFields.Driver))
        {
            TellDriver(_fact.Credential ?? "");
        }
    }

    private void TellDriver(string credential)
    {
        if (string.Equals(_s.Driver.Told, credential, StringComparison.Ordinal))
        {
            return;
        }

        _s.Driver = _s.Driver with { Told = credential };
        if (credential.Length == 0 && _s.Driver.Driver.IsByApi)
        {
            // Many devices say "no key" in every report: that takes off only whom a key had put on.
            return;
        }

        Assign(new DriverIdentity(credential, 0), _fact.TimeMs);
    }

    private void Assign(DriverIdentity driver, long timeMs)
    {
        var open = _s.Driver;
        if (driver == open.Driver || (driver.IsNone && open.Driver.IsNone))
        {
            return;
        }

        var before = open.Driver;
        if (!before.IsNone)
        {
            var closed = DescribeDriver(timeMs);
            closed.Tag = Sent(open.Tag, open.Tag.Revision + 1, closed.Content);
            _changes.Add(new TimelineChange(false, closed));
        }

        _s.Driver = open with
        {
            Driver = driver.IsNone ? DriverIdentity.None : driver,
            Previous = before,
            StartMs = driver.IsNone ? 0 : timeMs,
            Tag = default,
        };
        if (!driver.IsNone)
        {
            var tag = NewTag(ObjectKind.Driver, TimelineObject.DriverKey(driver), timeMs);
            _s.Driver = _s.Driver with { Tag = tag };
            var opened = DescribeDriver(NoTime);
            _s.Driver = _s.Driver with { Tag = Sent(tag, 0, opened.Content) };
            opened.Tag = _s.Driver.Tag;
            _changes.Add(new TimelineChange(true, opened));
        }

        if (_s.Trip.Phase == TripPhase.Moving)
        {
            _s.Trip = _s.Trip with { Figures = _s.Trip.Figures with { DriverChanged = true } };
        }
    }

    private TimelineObject DescribeDriver(long endMs) => new()
    {
        Kind = ObjectKind.Driver,
        Tag = _s.Driver.Tag,
        StartMs = _s.Driver.StartMs,
        EndMs = endMs,
        Key = TimelineObject.DriverKey(_s.Driver.Driver),
        Driver = _s.Driver.Driver,
        Previous = _s.Driver.Previous,
        Start = KnownPlace(),
        End = KnownPlace(),
        EndFixMs = _s.HasFix ? _s.FixMs : 0,
        StartLandmark = _s.LandmarkId,
        EndLandmark = _s.LandmarkId,
        OdometerMeters = _s.OdometerMeters,
    };

    private static ObjectTag Sent(ObjectTag tag, int revision, ulong content) => new(tag.Id, revision, content);

    private ObjectTag NewTag(ObjectKind kind, long key, long startMs)
    {
        if (_temporaryIds > 0)
        {
            return new ObjectTag(_temporaryIds++, -1, 0);
        }

        return new ObjectTag(IdOf(_vehicleId, kind, key, startMs, _fact.TimeMs, _fact.Hash), -1, 0);
    }

    /// <summary>An id that nothing else gets: a fact comes to light once.</summary>
    public static ulong IdOf(long vehicleId, ObjectKind kind, long key, long startMs, long causeMs, uint causeHash)
    {
        ReadOnlySpan<long> words = [vehicleId, (long)kind, key, startMs, causeMs, causeHash];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words)) | ObjectTag.FirstId;
    }
}
