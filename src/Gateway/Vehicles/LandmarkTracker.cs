using Gateway.Dispatch.Events;
using Gateway.Geo.Landmarks;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Vehicles;

/// <summary>Follows which landmarks a vehicle is in, and emits its enters and leaves.</summary>
internal sealed class LandmarkTracker(EventEmitter emitter)
{
    /// <summary>
    /// How far a search looks for boundaries, so that the next ones can be left out. A vehicle at 60 mph that reports
    /// every 30 s moves 800 m between fixes.
    /// </summary>
    private const double HorizonMeters = 2000;

    private readonly LandmarkQuery _query = new();
    private long[] _previous = new long[8];
    private LandmarkTransition[] _transitions = new LandmarkTransition[16];

    /// <summary>Puts the smallest-numbered landmark that the vehicle is in into the context.</summary>
    public static void DescribeCurrent(EventContext context, VehicleVisit[] visits, LandmarkIndex? index)
    {
        var current = visits.Length > 0 ? index?.Find(visits[0].LandmarkId) : null;
        context.LandmarkId = current?.Id;
        context.LandmarkName = current?.Name;
    }

    /// <summary>Takes the vehicle's new fix, which stands in its state.</summary>
    public void Track(
        in EventIds ids, EventContext context, VehicleState state, LandmarkIndex? index, bool hadFix)
    {
        if (index is null && state.Visits.Length == 0)
        {
            return;
        }

        if (index is not null
            && ReferenceEquals(state.ClearanceOf, index)
            && state.Clearance.Covers(state.Latitude, state.Longitude))
        {
            return;
        }

        var hits = ReadOnlySpan<Landmark>.Empty;
        if (index is not null)
        {
            index.Query(state.Latitude, state.Longitude, HorizonMeters, _query);
            state.Clearance = _query.Clearance;
            hits = _query.Hits;
        }

        state.ClearanceOf = index;
        var count = Compare(state.Visits, hits, index);
        if (count > 0)
        {
            Apply(_transitions.AsSpan(0, count), ids, context, state, index, hadFix);
        }
    }

    private int Compare(VehicleVisit[] visits, ReadOnlySpan<Landmark> hits, LandmarkIndex? index)
    {
        if (_previous.Length < visits.Length)
        {
            _previous = new long[visits.Length * 2];
        }

        for (var i = 0; i < visits.Length; i++)
        {
            _previous[i] = visits[i].LandmarkId;
        }

        if (_transitions.Length < visits.Length + hits.Length)
        {
            _transitions = new LandmarkTransition[(visits.Length + hits.Length) * 2];
        }

        return LandmarkTransitions.Compare(_previous.AsSpan(0, visits.Length), hits, index, _transitions);
    }

    private void Apply(
        ReadOnlySpan<LandmarkTransition> transitions,
        in EventIds ids,
        EventContext context,
        VehicleState state,
        LandmarkIndex? index,
        bool hadFix)
    {
        var former = state.Visits;
        var visits = new List<VehicleVisit>(former);
        foreach (ref readonly var transition in transitions)
        {
            var landmarkId = transition.LandmarkId;
            if (transition.Kind == LandmarkTransitionKind.Enter)
            {
                var id = ids.For(EventType.LandmarkEnter, landmarkId);
                var visit = new VehicleVisit(landmarkId, (ulong)id.Value, context.EventTimeMs);
                visits.Add(visit);
                Emit(id, context, transition, visit, hadFix ? "fix" : "initial");
                continue;
            }

            var left = Array.Find(former, visit => visit.LandmarkId == landmarkId);
            visits.Remove(left);
            if (transition.Kind == LandmarkTransitionKind.Leave)
            {
                Emit(ids.For(EventType.LandmarkLeave, landmarkId), context, transition, left, "fix");
            }
        }

        visits.Sort(static (left, right) => left.LandmarkId.CompareTo(right.LandmarkId));
        state.Visits = [.. visits];
        DescribeCurrent(context, state.Visits, index);
    }

    private void Emit(EventId id, EventContext context, in LandmarkTransition transition, VehicleVisit visit, string detection)
    {
        var landmark = transition.Landmark!;
        emitter.Landmark(
            id,
            context,
            new LandmarkDetails(
                transition.Kind == LandmarkTransitionKind.Enter,
                landmark.Id,
                landmark.Name,
                landmark.Groups,
                landmark.Shape.Kind.ToName(),
                visit.VisitId,
                0,
                detection,
                visit.EnterTimeMs));
    }
}
