using System.Runtime.InteropServices;
using Gateway.Geo.Landmarks;

namespace Gateway.Vehicles.Timelines;

/// <summary>
/// What lies on the straight way between two fixes. Strides from place to place as far as the index says that no
/// boundary is near, so open country costs a few searches and only the surroundings of boundaries are walked in steps.
/// Reused by its owner; not thread-safe; the answer depends on the arguments alone.
/// </summary>
internal sealed class LandmarkPath
{
    private const double HorizonMeters = 2000;

    /// <summary>The shortest step, metres; a shorter way through a landmark may be missed.</summary>
    private const double LeastStep = 5;

    // A way of 75 km (300 s at 250 m/s) in the densest place.
    private const int MostSteps = 2000;

    // 2^-16 of a way of 10 km is 15 cm.
    private const int Halvings = 16;

    private readonly LandmarkQuery _query = new();
    private readonly List<Span> _spans = [];
    private readonly List<PathCrossing> _crossings = [];

    /// <summary>The time and place of a fraction of a way.</summary>
    public static (long TimeMs, Place Place) At(Place from, long fromMs, Place to, long toMs, double fraction) =>
        (fromMs + (long)Math.Round((toMs - fromMs) * fraction), from.Toward(to, fraction));

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

    /// <summary>When and where a way whose one end is in a landmark crosses its boundary.</summary>
    public (long TimeMs, Place Place) Cross(
        LandmarkIndex index, long landmarkId, Place from, long fromMs, Place to, long toMs, bool entering) =>
        At(from, fromMs, to, toMs, Halve(index, landmarkId, from, to, 0, 1, entering));

    /// <summary>
    /// The landmarks that hold some of the way, on at least <paramref name="leastMeters"/> of it; also those of its ends.
    /// Valid until the next call.
    /// </summary>
    public ReadOnlySpan<PathCrossing> Through(LandmarkIndex index, Place from, Place to, double leastMeters)
    {
        _spans.Clear();
        _crossings.Clear();
        var meters = from.MetersTo(to);
        var step = Math.Max(Math.Max(leastMeters, LeastStep), meters / MostSteps);
        var before = 0.0;
        for (var at = 0.0; at < meters;)
        {
            var place = from.Toward(to, at / meters);
            index.Query(place.Latitude, place.Longitude, HorizonMeters, _query);
            var next = at + Math.Max(step, _query.Clearance.Metres);
            foreach (var hit in _query.Hits)
            {
                Take(hit.Id, before / meters, at / meters, Math.Min(next / meters, 1));
            }

            before = at;
            at = next;
        }

        foreach (var span in _spans)
        {
            var enter = span.First == 0 ? 0 : Halve(index, span.LandmarkId, from, to, span.Before, span.First, entering: true);
            var leave = Halve(index, span.LandmarkId, from, to, span.Last, span.After, entering: false);
            if ((leave - enter) * meters >= leastMeters)
            {
                _crossings.Add(new PathCrossing(span.LandmarkId, enter, leave));
            }
        }

        return CollectionsMarshal.AsSpan(_crossings);
    }

    private void Take(long landmarkId, double before, double at, double after)
    {
        for (var i = 0; i < _spans.Count; i++)
        {
            if (_spans[i].LandmarkId == landmarkId)
            {
                _spans[i] = _spans[i] with { Last = at, After = after };
                return;
            }
        }

        _spans.Add(new Span(landmarkId, before, at, at, after));
    }

    private double Halve(LandmarkIndex index, long landmarkId, Place from, Place to, double low, double high, bool entering)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Contains(index, landmarkId, from.Toward(to, middle)) == entering)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return (low + high) / 2;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Span(long LandmarkId, double Before, double First, double Last, double After);
}
