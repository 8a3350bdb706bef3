using System.Runtime.InteropServices;
using Gateway.Geo.Landmarks;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>
/// Folds a vehicle's history again with facts that came late, and finds what receivers must be told. The result depends
/// on the facts alone, not on how far back the fold begins. One per partition.
/// </summary>
internal sealed class Refold(IHistoryLog log)
{
    /// <summary>A tail of more facts than this is written as blocks of <see cref="BlockFacts"/>.</summary>
    public const int MostTailFacts = 1200;

    /// <summary>
    /// So many facts are folded again at once, whatever it is for. 128: about an hour of a vehicle that reports every
    /// 30 s, and less work than a new block costs.
    /// </summary>
    public const int FreeSteps = 128;

    /// <summary>
    /// Longer histories are folded again once a late fact waits for each so many of their facts: what a late fact costs
    /// is bounded, and a device that uploads a day from the newest record on does not cost the square of it.
    /// </summary>
    public const int StepsPerFact = 48;

    /// <summary>What waits is folded in when no more came for so long, milliseconds.</summary>
    public const long QuietMs = 10_000;

    private const int BlockFacts = 400;

    // So many facts before the first late one become a block: the next late fact need not fold them again.
    private const int UntouchedFacts = FreeSteps / 2;

    private readonly HistoryWindow _window = new(log);
    private readonly TimelineFold _fold = new();
    private readonly LedgerMatch _match = new();
    private readonly List<TimelineFact> _late = [];
    private readonly List<TimelineFact> _facts = [];
    private readonly List<(int Fact, TimelineObject Object)> _ended = [];
    private readonly List<(int Fact, TimelineState State)> _cuts = [];
    private readonly List<TimelineObject> _objects = [];
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<(int Fact, LedgerEntry Entry)> _kept = [];
    private readonly List<Revision> _revisions = [];
    private readonly HashSet<ulong> _newIds = [];
    private ByteSink _scratch;
    private VehicleState? _vehicle;

    /// <summary>Facts folded again so far: what late data cost.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// Whether what waits is to be folded in now. Depends on the facts and their receipt alone, not on what is in memory
    /// or where history is cut into blocks: so the same records always give the same revisions.
    /// </summary>
    public bool IsDue(VehicleState vehicle, long receivedMs)
    {
        var waiting = vehicle.Tail.LateCount;
        if (waiting == 0)
        {
            return false;
        }

        if (receivedMs - vehicle.Tail.LastLateMs >= QuietMs)
        {
            return true;
        }

        if (!ReferenceEquals(_vehicle, vehicle))
        {
            // Nothing more came since the last answer.
            return false;
        }

        var steps = _window.CountFrom(_late[0]) + waiting;
        return steps <= FreeSteps || steps <= (long)StepsPerFact * waiting;
    }

    /// <summary>Takes a late fact in, if it is one.</summary>
    public LateFact Take(VehicleState vehicle, in TimelineFact fact, long receivedMs, long windowMs)
    {
        // Counted from the last report: the API's assignments may be ahead of all that the device still holds.
        var reportMs = vehicle.Timeline.ReportMs;
        if (reportMs != TimelineState.NoTime && fact.TimeMs < reportMs - windowMs)
        {
            return LateFact.TooOld;
        }

        Open(vehicle);
        if (!_window.Reach(fact.TimeMs, fact.Hash))
        {
            return LateFact.TooOld;
        }

        var place = _late.BinarySearch(fact);
        if (place >= 0 || _window.Contains(fact))
        {
            return LateFact.Repeated;
        }

        _late.Insert(~place, fact);
        vehicle.Tail.AddLate(fact, receivedMs);
        return LateFact.Taken;
    }

    /// <summary>
    /// Whether something waits that is older than the last report. What waits only because the API assigned a driver for a
    /// time after it is not.
    /// </summary>
    public bool IsLate(VehicleState vehicle)
    {
        Open(vehicle);
        return _late.Count > 0 && _late[0].TimeMs < vehicle.Timeline.ReportMs;
    }

    /// <summary>Forgets the vehicle: its tail changes otherwise than by <see cref="Take"/>.</summary>
    public void Close()
    {
        _vehicle = null;
        _late.Clear();
    }

    /// <summary>Folds again; the vehicle's timeline and tail are then new. The messages are valid until the next run.</summary>
    public ReadOnlySpan<Revision> Run(VehicleState vehicle, LandmarkIndex? index, MotionSettings settings)
    {
        Open(vehicle);

        // What was given up of history since a fact came can't be folded again.
        _late.RemoveAll(fact => _window.Base is { } known && !known.IsNewer(fact.TimeMs, fact.Hash));
        var cause = _late.Count > 0 ? _late[0] : default;
        _facts.Clear();
        _facts.AddRange(_window.Facts);
        _facts.AddRange(_late);
        _facts.Sort();
        var receivedMs = Math.Min(_window.FirstReceivedMs, vehicle.Tail.FirstReceivedMs);
        var state = Fold(vehicle, index, settings, receivedMs);
        Match(vehicle, state, index, receivedMs, cause);
        Write(vehicle, receivedMs);
        state.FixReceivedMs = Math.Max(state.FixReceivedMs, vehicle.Timeline.FixReceivedMs);
        vehicle.Timeline = state;
        Close();
        return CollectionsMarshal.AsSpan(_revisions);
    }

    private void Open(VehicleState vehicle)
    {
        if (ReferenceEquals(_vehicle, vehicle))
        {
            return;
        }

        Close();
        _vehicle = vehicle;
        _window.Open(vehicle.VehicleId, vehicle.Tail);
        foreach (var arrival in _window.Late)
        {
            _late.Add(arrival.Fact);
        }

        if (_late.Count > 0)
        {
            _late.Sort();
            _ = _window.Reach(_late[0].TimeMs, _late[0].Hash);
        }
    }

    private TimelineState Fold(VehicleState vehicle, LandmarkIndex? index, MotionSettings settings, long receivedMs)
    {
        var state = _window.Base?.Clone() ?? new TimelineState();
        _ended.Clear();
        _cuts.Clear();
        _fold.BeginHistory(receivedMs);
        Steps += _facts.Count;
        var cuts = _facts.Count > MostTailFacts;
        var first = _late.Count > 0 ? _facts.BinarySearch(_late[0]) : 0;
        for (var i = 0; i < _facts.Count; i++)
        {
            if ((cuts && i > 0 && i % BlockFacts == 0 && _facts.Count - i >= BlockFacts) || (i == first && i >= UntouchedFacts))
            {
                _cuts.Add((i, state.Clone()));
            }

            _fold.Step(vehicle.VehicleId, state, _facts[i], index, settings, receivedMs);
            foreach (ref readonly var change in _fold.Changes)
            {
                if (!change.IsOpening)
                {
                    _ended.Add((i, change.Object));
                }
            }
        }

        return state;
    }

    private void Match(
        VehicleState vehicle, TimelineState state, LandmarkIndex? index, long receivedMs, in TimelineFact cause)
    {
        _objects.Clear();
        foreach (var (_, ended) in _ended)
        {
            _objects.Add(ended);
        }

        _fold.Describe(state, _objects);
        _entries.Clear();
        _kept.Clear();
        foreach (var entry in _window.Ended)
        {
            Sort(entry, index, receivedMs);
        }

        var former = new List<TimelineObject>();
        _fold.Describe(vehicle.Timeline, former);
        foreach (var open in former)
        {
            Sort(LedgerEntry.Of(open), index, receivedMs);
        }

        KeepVisits(vehicle.Timeline, state, index, receivedMs);
        var matches = new int[_objects.Count];
        var entries = CollectionsMarshal.AsSpan(_entries);
        _match.Run(CollectionsMarshal.AsSpan(_objects), entries, Math.Max(state.NewestMs, vehicle.Timeline.NewestMs) + 1, matches);
        _revisions.Clear();
        _newIds.Clear();
        var known = new HashSet<int>(matches);
        for (var i = 0; i < entries.Length; i++)
        {
            if (!known.Contains(i) && LedgerDiff.Void(entries[i]) is { } gone)
            {
                _revisions.Add(gone);
            }
        }

        var tags = new Dictionary<ulong, ObjectTag>();
        for (var i = 0; i < matches.Length; i++)
        {
            var now = _objects[i];
            if (now is { Kind: ObjectKind.Visit, IsOpen: true } && IsLeftAlone(now.Key, index, receivedMs))
            {
                continue;
            }

            LedgerEntry? before = matches[i] < 0 ? null : entries[matches[i]];
            var newId = before is null ? NewId(vehicle.VehicleId, now, cause) : 0;
            tags[now.Tag.Id] = LedgerDiff.Decide(now, before, newId, out var revision);
            if (revision is { } told)
            {
                _revisions.Add(told);
            }
        }

        NameAborted(vehicle.VehicleId, tags, cause);
        Retag(state, tags);
    }

    /// <summary>
    /// A trip that begins before a cut and comes to nothing after it is no object, but late facts may yet make it one: it
    /// gets an id too, lest the next fold that begins at the cut takes its place in this one for that of something else.
    /// </summary>
    private void NameAborted(long vehicleId, Dictionary<ulong, ObjectTag> tags, in TimelineFact cause)
    {
        foreach (var (_, cut) in _cuts)
        {
            if (cut.Trip is { Phase: not TripPhase.None, Tag: { IsTemporary: true } tag } trip && !tags.ContainsKey(tag.Id))
            {
                var aborted = new TimelineObject { Kind = ObjectKind.Trip, StartMs = trip.StartMs };
                tags[tag.Id] = new ObjectTag(NewId(vehicleId, aborted, cause), -1, 0);
            }
        }
    }

    /// <summary>A late fact comes to light once; of objects that begin in the same millisecond the order tells them apart.</summary>
    private ulong NewId(long vehicleId, in TimelineObject now, in TimelineFact cause)
    {
        var id = TimelineFold.IdOf(vehicleId, now.Kind, now.Key, now.StartMs, cause.TimeMs, cause.Hash);
        while (!_newIds.Add(id))
        {
            id = TimelineFold.IdOf(vehicleId, now.Kind, now.Key, (long)id, cause.TimeMs, cause.Hash);
        }

        return id;
    }

    private void Retag(TimelineState state, Dictionary<ulong, ObjectTag> tags)
    {
        TimelineTags.Apply(state, tags);
        foreach (var (_, cut) in _cuts)
        {
            TimelineTags.Apply(cut, tags);
        }

        foreach (ref var ended in CollectionsMarshal.AsSpan(_ended))
        {
            ended.Object.Tag = tags[ended.Object.Tag.Id];
        }

        foreach (ref var revision in CollectionsMarshal.AsSpan(_revisions))
        {
            // A trip that came to nothing has no id.
            var trip = tags.GetValueOrDefault(revision.Now.TripId).Id;
            revision = revision with { Now = revision.Now with { TripId = trip } };
        }
    }

    /// <summary>Visits of landmarks that changed, or went, after history was received are as they were sent.</summary>
    private void Sort(in LedgerEntry entry, LandmarkIndex? index, long receivedMs)
    {
        if (entry.Kind != ObjectKind.Visit || !IsLeftAlone(entry.Key, index, receivedMs))
        {
            _entries.Add(entry);
        }
        else if (!entry.IsOpen)
        {
            var end = entry.EndMs;
            _kept.Add((Math.Max(_facts.FindLastIndex(fact => fact.TimeMs <= end), 0), entry));
        }
    }

    private static bool IsLeftAlone(long landmarkId, LandmarkIndex? index, long receivedMs) =>
        index?.Find(landmarkId) is not { } landmark || landmark.ValidFromMs > receivedMs;

    private static void KeepVisits(TimelineState former, TimelineState state, LandmarkIndex? index, long receivedMs)
    {
        if (former.Visits.Length > 0 || state.Visits.Length > 0)
        {
            state.Visits =
            [
                .. state.Visits.Where(visit => !IsLeftAlone(visit.LandmarkId, index, receivedMs))
                    .Concat(former.Visits.Where(visit => IsLeftAlone(visit.LandmarkId, index, receivedMs)))
                    .OrderBy(visit => visit.LandmarkId),
            ];
        }
    }

    /// <summary>
    /// All facts become the vehicle's tail; where they are too many, the older ones become blocks. Where the journal has
    /// no room for these, the tail is long for a while.
    /// </summary>
    private void Write(VehicleState vehicle, long receivedMs)
    {
        var tail = vehicle.Tail;
        tail.Begin(_window.Base, _window.Head);
        var (ended, cut) = (0, 0);
        for (var i = 0; i < _facts.Count; i++)
        {
            if (cut < _cuts.Count && _cuts[cut].Fact == i)
            {
                if (HistoryBlock.Append(log, vehicle.VehicleId, tail, ref _scratch) is { } position)
                {
                    tail.Begin(_cuts[cut].State, position);
                }

                cut++;
            }

            tail.Add(_facts[i], receivedMs);
            for (; ended < _ended.Count && _ended[ended].Fact == i; ended++)
            {
                tail.Add(LedgerEntry.Of(_ended[ended].Object));
            }

            foreach (var (fact, entry) in _kept)
            {
                if (fact == i)
                {
                    tail.Add(entry);
                }
            }
        }

        tail.IsRefolded = true;
        _scratch.Clear(1 << 16);
    }
}
