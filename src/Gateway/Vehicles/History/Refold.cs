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

    private const int BlockFacts = 400;

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
    private long _firstReceivedMs;

    /// <summary>Whether late facts wait for <see cref="Run"/>.</summary>
    public bool HasWork => _late.Count > 0;

    /// <summary>Takes a late fact in, if it is one.</summary>
    public LateFact Take(VehicleState vehicle, in TimelineFact fact, long receivedMs, long windowMs)
    {
        if (fact.TimeMs < vehicle.Timeline.NewestMs - windowMs)
        {
            return LateFact.TooOld;
        }

        if (!ReferenceEquals(_vehicle, vehicle))
        {
            _vehicle = vehicle;
            _window.Open(vehicle.VehicleId, vehicle.Tail);
            _firstReceivedMs = receivedMs;
        }

        if (!_window.Reach(fact.TimeMs, fact.Hash))
        {
            return LateFact.TooOld;
        }

        if (_window.Contains(fact) || _late.Contains(fact))
        {
            return LateFact.Repeated;
        }

        _late.Add(fact);
        return LateFact.Taken;
    }

    /// <summary>Forgets the vehicle: its tail changes.</summary>
    public void Close()
    {
        _vehicle = null;
        _late.Clear();
    }

    /// <summary>Folds again; the vehicle's timeline and tail are then new. The messages are valid until the next run.</summary>
    public ReadOnlySpan<Revision> Run(VehicleState vehicle, LandmarkIndex? index, MotionSettings settings)
    {
        _late.Sort();
        var cause = _late[0];
        _facts.Clear();
        _facts.AddRange(_window.Facts);
        _facts.AddRange(_late);
        _facts.Sort();
        var receivedMs = Math.Min(_window.FirstReceivedMs, _firstReceivedMs);
        var state = Fold(vehicle, index, settings, receivedMs);
        Match(vehicle, state, index, receivedMs, cause);
        Write(vehicle, receivedMs);
        state.FixReceivedMs = Math.Max(state.FixReceivedMs, vehicle.Timeline.FixReceivedMs);
        vehicle.Timeline = state;
        Close();
        return CollectionsMarshal.AsSpan(_revisions);
    }

    private TimelineState Fold(VehicleState vehicle, LandmarkIndex? index, MotionSettings settings, long receivedMs)
    {
        var state = _window.Base?.Clone() ?? new TimelineState();
        _ended.Clear();
        _cuts.Clear();
        _fold.BeginHistory(receivedMs);
        var cuts = _facts.Count > MostTailFacts;
        for (var i = 0; i < _facts.Count; i++)
        {
            if (cuts && i > 0 && i % BlockFacts == 0 && _facts.Count - i >= BlockFacts)
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

        Retag(state, tags);
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

        _scratch.Clear(1 << 16);
    }
}
