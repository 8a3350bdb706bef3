using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Roads;

namespace Gateway.Roads;

/// <summary>
/// Finds out which <c>posted</c> events a fix gives: one for each distinct threshold that its speed reaches over the
/// posted limit, shared by the webhooks that have it. Owned by one thread; allocates nothing in steady state.
/// </summary>
internal sealed class PostedSpeed
{
    private readonly RoadQuery _query = new();
    private readonly List<double> _written = [];
    private RoadMatch _match;
    private double _mph;
    private int _next;

    /// <summary>
    /// The way that the last fix was on, for the <see cref="RoadFix.PreviousWayId"/> of the vehicle's next fix: that of a
    /// confident match, else null.
    /// </summary>
    public long? WayId { get; private set; }

    /// <summary>Matches a fix; true where <see cref="Next"/> may have events.</summary>
    /// <param name="roads">The account's roads, or null.</param>
    /// <param name="fix">The fix, with its speed.</param>
    /// <param name="listeners">The account's webhooks of type <c>posted</c>.</param>
    public bool Begin(RoadIndex? roads, in RoadFix fix, ReadOnlySpan<WebhookDefinition> listeners)
    {
        (WayId, _next) = (null, 0);
        _written.Clear();
        if (roads is null || listeners.IsEmpty || roads.Match(fix, _query) is not { IsConfident: true } match)
        {
            return false;
        }

        WayId = match.Road.WayId;
        if (fix.SpeedMph is not { } mph || match.Road.LimitMph is not { } limit || mph < limit)
        {
            return false;
        }

        (_match, _mph) = (match, mph);
        return true;
    }

    /// <summary>The next event and its addressees; false when there are no more.</summary>
    /// <param name="listeners">The same as before.</param>
    /// <param name="vehicleId">For the webhooks' filters.</param>
    /// <param name="addressees">Cleared, then the webhooks that get it.</param>
    /// <param name="details">What it says.</param>
    public bool Next(
        ReadOnlySpan<WebhookDefinition> listeners, long vehicleId, List<long> addressees, out PostedDetails details)
    {
        var road = _match.Road;
        var limit = road.LimitMph ?? double.PositiveInfinity;
        while (_next < listeners.Length)
        {
            var threshold = listeners[_next++].ThresholdMph ?? 0;
            if (_mph < limit + threshold || _written.Contains(threshold))
            {
                continue;
            }

            _written.Add(threshold);
            addressees.Clear();
            foreach (var other in listeners)
            {
                if ((other.ThresholdMph ?? 0).Equals(threshold) && other.Filter.Passes(vehicleId, null))
                {
                    addressees.Add(other.Id);
                }
            }

            if (addressees.Count > 0)
            {
                details = new PostedDetails(
                    limit,
                    threshold,
                    road.Name,
                    road.WayId,
                    LimitSourceNames.Of(road.Source),
                    road.DistanceMetres,
                    road.HeadingDifference,
                    _match.Confidence);
                return true;
            }
        }

        details = default;
        return false;
    }
}
