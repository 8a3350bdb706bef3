using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>Gives the objects of a state that was folded with temporary ids their real tags.</summary>
internal static class TimelineTags
{
    public static void Apply(TimelineState state, Dictionary<ulong, ObjectTag> tags)
    {
        if (state.Trip.Phase != TripPhase.None)
        {
            state.Trip = state.Trip with { Tag = Of(state.Trip.Tag, tags) };
        }

        if (state.Idle.IsOpen)
        {
            state.Idle = state.Idle with { Tag = Of(state.Idle.Tag, tags) };
        }

        if (!state.Driver.Driver.IsNone)
        {
            state.Driver = state.Driver with { Tag = Of(state.Driver.Tag, tags) };
        }

        if (Array.Exists(state.Visits, visit => tags.ContainsKey(visit.Tag.Id)))
        {
            state.Visits = Array.ConvertAll(state.Visits, visit => visit with { Tag = Of(visit.Tag, tags) });
        }
    }

    private static ObjectTag Of(ObjectTag tag, Dictionary<ulong, ObjectTag> tags) => tags.GetValueOrDefault(tag.Id, tag);
}
