using System.Runtime.InteropServices;
using Gateway.Geo;
using Gateway.Geo.Landmarks;

namespace Gateway.Vehicles.Timelines;

/// <summary>
/// What lies on the way between two fixes: the great-circle arc, driven at one speed. Reused by its owner; not
/// thread-safe; the answer depends on the arguments alone.
/// </summary>
internal sealed class LandmarkPath
{
    private readonly LandmarkQuery _query = new();
    private readonly LandmarkSegmentQuery _segment = new();
    private readonly List<PathCrossing> _crossings = [];

    // The way that the segment query holds the answer for; one step asks about one way more than once.
    private LandmarkIndex? _index;
    private Place _from;
    private Place _to;

    /// <summary>The time and place of a fraction of a way.</summary>
    public static (long TimeMs, Place Place) At(Place from, long fromMs, Place to, long toMs, double fraction) =>
        (fromMs + (long)Math.Round((toMs - fromMs) * fraction), PlaceAt(from, to, fraction));

    /// <summary>Whether a landmark holds a place.</summary>
    public bool Contains(LandmarkIndex index, long landmarkId, Place place)
    {
        index.Query(place.Latitude, place.Longitude, _query);
        foreach (var hit in _query.Hits)
        {
            if (hit.Id == landmarkId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// When and where a way whose one end is in a landmark crosses its boundary: first in, or last out. A way that is
    /// nowhere within was left before it began.
    /// </summary>
    public (long TimeMs, Place Place) Cross(
        LandmarkIndex index, long landmarkId, Place from, long fromMs, Place to, long toMs, bool entering)
    {
        Search(index, from, to);
        var fraction = 0.0;
        foreach (ref readonly var crossing in _segment.Crossings)
        {
            if (crossing.Landmark.Id == landmarkId)
            {
                fraction = entering ? crossing.Enter : crossing.Leave;
            }
        }

        return At(from, fromMs, to, toMs, fraction);
    }

    /// <summary>
    /// The landmarks that hold some of the way, on at least <paramref name="leastMeters"/> of it; also those of its ends.
    /// Valid until the next call.
    /// </summary>
    public ReadOnlySpan<PathCrossing> Through(LandmarkIndex index, Place from, Place to, double leastMeters)
    {
        Search(index, from, to);
        _crossings.Clear();
        var meters = from.MetersTo(to);
        foreach (ref readonly var crossing in _segment.Crossings)
        {
            if ((crossing.Leave - crossing.Enter) * meters >= leastMeters)
            {
                _crossings.Add(new PathCrossing(crossing.Landmark.Id, crossing.Enter, crossing.Leave));
            }
        }

        return CollectionsMarshal.AsSpan(_crossings);
    }

    /// <summary>The ends are themselves, to the last digit.</summary>
    private static Place PlaceAt(Place from, Place to, double fraction)
    {
        if (fraction <= 0 || from == to)
        {
            return from;
        }

        if (fraction >= 1)
        {
            return to;
        }

        var at = new GreatCircleArc(from.Latitude, from.Longitude, to.Latitude, to.Longitude).At(fraction);
        return Place.Of(at.Latitude, at.Longitude);
    }

    private void Search(LandmarkIndex index, Place from, Place to)
    {
        if (!ReferenceEquals(index, _index) || from != _from || to != _to)
        {
            index.QuerySegment(from.Latitude, from.Longitude, to.Latitude, to.Longitude, _segment);
            (_index, _from, _to) = (index, from, to);
        }
    }
}
