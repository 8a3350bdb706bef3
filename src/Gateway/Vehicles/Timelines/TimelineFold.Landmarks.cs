using System.Runtime.InteropServices;
using Gateway.Geo.Landmarks;

namespace Gateway.Vehicles.Timelines;

/// <content>Visits.</content>
internal sealed partial class TimelineFold
{
    /// <summary>
    /// How far a search looks for boundaries, so that the next ones can be left out. A vehicle at 60 mph that reports
    /// every 30 s moves 800 m between fixes.
    /// </summary>
    private const double HorizonMeters = 2000;

    /// <summary>Fixes whose mean decides on which side of a near boundary a vehicle came to stand.</summary>
    private const int DecidingFixes = 5;

    private readonly LandmarkQuery _query = new();
    private readonly LandmarkPath _path = new();
    private readonly List<Visit> _visits = [];

    /// <summary>A fix of a vehicle that moves, or came to stand, or is seen for the first time.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="slow">Whether it came to stand.</param>
    /// <param name="from">Where the way to it began; null where there is no way to speak of.</param>
    /// <param name="fromMs">When it was there.</param>
    /// <param name="before">Where it was seen last; null for a first fix.</param>
    /// <param name="beforeReceivedMs">When that was received.</param>
    private void TrackLandmarks(
        in TimelineFact fix, bool slow, Place? from, long fromMs, Place? before, long beforeReceivedMs)
    {
        if (_index is null && _s.Visits.Length == 0)
        {
            return;
        }

        var place = fix.Place;
        if (_index is not null
            && ReferenceEquals(_s.ClearanceOf, _index)
            && _s.Clearance.Covers(place.Latitude, place.Longitude))
        {
            return;
        }

        var hits = Search(place);
        var clear = _query.Clearance.Metres;
        var path = new Way(
            from is not null && fix.TimeMs - fromMs <= _settings.SegmentGapMs ? from : null, fromMs, before, beforeReceivedMs);
        if (path.From is { } start && _index is not null && start.MetersTo(place) > clear)
        {
            Pass(start, fromMs, fix, hits);
        }

        if (IsDoubtful(fix, slow, clear, before is null) && Differs(hits))
        {
            _s.IsUndecided = slow;
            _s.NearFixes++;
            if (slow || _s.NearFixes < _settings.ConfirmFixes)
            {
                // What was left open may not be left out next time.
                _s.Clearance = default;
                return;
            }
        }

        _s.NearFixes = 0;
        Compare(hits, fix, path, everything: true);
    }

    /// <summary>
    /// A vehicle that stands stays in the landmarks that it is in. Only landmarks that were changed around it count, and,
    /// where it came to stand near a boundary, the mean of its first fixes.
    /// </summary>
    private void RestInLandmarks(in TimelineFact fix)
    {
        var decides = _s.IsUndecided && _s.AnchorFixes >= DecidingFixes;
        if (!decides && ReferenceEquals(_s.ClearanceOf, _index))
        {
            return;
        }

        var hits = Search(_s.Anchor);
        _s.Clearance = default;
        if (decides)
        {
            _s.IsUndecided = false;
        }

        Compare(hits, fix, new Way(null, 0, _s.Anchor, _s.FixReceivedMs), decides);
    }

    private ReadOnlySpan<Landmark> Search(Place place)
    {
        _s.ClearanceOf = _index;
        if (_index is null)
        {
            return [];
        }

        _index.Query(place.Latitude, place.Longitude, HorizonMeters, _query);
        _s.Clearance = _query.Clearance;
        return _query.Hits;
    }

    /// <summary>So near to a boundary that the fix could as well be on the other side of it.</summary>
    private bool IsDoubtful(in TimelineFact fix, bool slow, double clearMeters, bool first) =>
        !first && clearMeters < fix.AccuracyMeters && (slow || _settings.ConfirmFixes > 1);

    private bool Differs(ReadOnlySpan<Landmark> hits)
    {
        var visits = _s.Visits;
        if (visits.Length != hits.Length)
        {
            return true;
        }

        for (var i = 0; i < hits.Length; i++)
        {
            if (visits[i].LandmarkId != hits[i].Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="hits">The landmarks of the place.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="way">How it came there.</param>
    /// <param name="everything">All transitions; else only those of landmarks that changed.</param>
    private void Compare(ReadOnlySpan<Landmark> hits, in TimelineFact fix, in Way way, bool everything)
    {
        if (!Differs(hits))
        {
            return;
        }

        _visits.Clear();
        var former = _s.Visits;
        var changed = false;
        foreach (ref readonly var visit in former.AsSpan())
        {
            var stays = IsIn(hits, visit.LandmarkId) || IsLeftAlone(visit.LandmarkId);
            var landmark = stays ? null : _index?.Find(visit.LandmarkId);
            if (stays || (!everything && landmark is not null && landmark.ValidFromMs <= way.BeforeReceivedMs))
            {
                _visits.Add(visit);
                continue;
            }

            changed = true;
            Leave(visit, fix, landmark is null ? null : way.From, way.FromMs, landmark is null ? Detection.Removed : Detection.Fix);
        }

        foreach (var landmark in hits)
        {
            if (Holds(former, landmark.Id) || IsLeftAlone(landmark.Id))
            {
                continue;
            }

            var isNew = way.Before is not null && landmark.ValidFromMs > way.BeforeReceivedMs;
            if (everything || isNew)
            {
                changed = true;
                var cameToIt = isNew && _path.Contains(_index!, landmark.Id, way.Before!.Value);
                Enter(landmark.Id, fix, way, cameToIt);
            }
        }

        if (changed)
        {
            _visits.Sort(static (left, right) => left.LandmarkId.CompareTo(right.LandmarkId));
            _s.Visits = [.. _visits];
        }
    }

    private void Enter(long landmarkId, in TimelineFact fix, in Way way, bool cameToIt)
    {
        var (crossingMs, crossing) = way.From is { } from
            ? _path.Cross(_index!, landmarkId, from, way.FromMs, fix.Place, fix.TimeMs, entering: true)
            : (fix.TimeMs, fix.Place);
        var visit = new Visit
        {
            LandmarkId = landmarkId,
            Tag = NewTag(ObjectKind.Visit, landmarkId, fix.TimeMs),
            EnterMs = fix.TimeMs,
            CrossingMs = crossingMs,
            Crossing = crossing,
            Detection = cameToIt ? Detection.None : way.Before is null ? Detection.Initial : Detection.Fix,
            IsSilent = cameToIt,
        };
        _visits.Add(Open(visit));
    }

    private Visit Open(Visit visit)
    {
        var opened = Describe(visit);
        visit = visit with { Tag = Sent(visit.Tag, visit.IsSilent ? -1 : 0, opened.Content) };
        opened.Tag = visit.Tag;
        _changes.Add(new TimelineChange(true, opened));
        return visit;
    }

    private void Leave(in Visit visit, in TimelineFact fix, Place? from, long fromMs, Detection detection)
    {
        var (crossingMs, crossing) = from is { } start && _index is not null
            ? _path.Cross(_index, visit.LandmarkId, start, fromMs, fix.Place, fix.TimeMs, entering: false)
            : (fix.TimeMs, fix.Place);
        Close(visit, fix.TimeMs, detection, crossingMs, crossing);
    }

    private void Close(in Visit visit, long leaveMs, Detection detection, long crossingMs, Place crossing)
    {
        var closed = Describe(visit);
        closed.EndMs = leaveMs;
        closed.LeaveDetection = detection;
        closed.LeaveCrossingMs = crossingMs;
        closed.End = crossing;

        // Nobody was told of a visit that came to the vehicle; of its end they are, unless the landmark is gone too.
        closed.IsSilent = visit.IsSilent && detection == Detection.Removed;
        closed.Tag = Sent(visit.Tag, closed.IsSilent ? -1 : Math.Max(visit.Tag.Revision, 0), closed.Content);
        _changes.Add(new TimelineChange(false, closed));
    }

    private TimelineObject Describe(in Visit visit) => new()
    {
        Kind = ObjectKind.Visit,
        Tag = visit.Tag,
        StartMs = visit.EnterMs,
        EndMs = NoTime,
        Key = visit.LandmarkId,
        IsSilent = visit.IsSilent,
        Start = visit.Crossing,
        EnterDetection = visit.Detection,
        EnterCrossingMs = visit.CrossingMs,
        Driver = _s.Driver.Driver,
        OdometerMeters = _s.OdometerMeters,
    };

    /// <summary>Landmarks that the way went through, with neither end in them.</summary>
    private void Pass(Place from, long fromMs, in TimelineFact fix, ReadOnlySpan<Landmark> hits)
    {
        foreach (ref readonly var crossing in _path.Through(_index!, from, fix.Place, fix.AccuracyMeters))
        {
            var landmarkId = crossing.LandmarkId;
            if (IsIn(hits, landmarkId) || Holds(_s.Visits, landmarkId) || IsLeftAlone(landmarkId))
            {
                continue;
            }

            var (enterMs, enter) = LandmarkPath.At(from, fromMs, fix.Place, fix.TimeMs, crossing.Enter);
            var (leaveMs, leave) = LandmarkPath.At(from, fromMs, fix.Place, fix.TimeMs, crossing.Leave);
            var visit = Open(new Visit
            {
                LandmarkId = landmarkId,
                Tag = NewTag(ObjectKind.Visit, landmarkId, enterMs),
                EnterMs = enterMs,
                CrossingMs = enterMs,
                Crossing = enter,
                Detection = Detection.Segment,
            });
            Close(visit, leaveMs, Detection.Segment, leaveMs, leave);
        }
    }

    private bool IsLeftAlone(long landmarkId) => _temporaryIds > 0
        && (_index?.Find(landmarkId) is not { } landmark || landmark.ValidFromMs > _historyReceivedMs);

    private static bool IsIn(ReadOnlySpan<Landmark> hits, long landmarkId)
    {
        foreach (var hit in hits)
        {
            if (hit.Id == landmarkId)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(Visit[] visits, long landmarkId)
    {
        foreach (ref readonly var visit in visits.AsSpan())
        {
            if (visit.LandmarkId == landmarkId)
            {
                return true;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Way(Place? From, long FromMs, Place? Before, long BeforeReceivedMs);
}
