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

    /// <summary>The posted limit there in the direction of travel, miles an hour; null where it is not known for sure.</summary>
    public double? LimitMph { get; private set; }

    /// <summary>Finds the road of a fix.</summary>
    /// <param name="roads">The account's roads, or null.</param>
    /// <param name="fix">The fix, with its speed.</param>
    public void Match(RoadIndex? roads, in RoadFix fix)
    {
        (WayId, LimitMph, _mph, _next) = (null, null, fix.SpeedMph ?? double.NaN, int.MaxValue);
        if (roads?.Match(fix, _query) is { IsConfident: true } match)
        {
            _match = match;
            (WayId, LimitMph) = (match.Road.WayId, match.Road.LimitMph);
        }
    }

    /// <summary>Begins the events of the fix; true where <see cref="Next"/> may have some.</summary>
    public bool Begin()
    {
        _next = 0;
        _written.Clear();
        return LimitMph is { } limit && EventUnits.Reaches(_mph, limit);
    }

    /// <summary>The next event and its addressees; false when there are no more.</summary>
    /// <param name="listeners">The account's webhooks of type <c>posted</c>.</param>
    /// <param name="vehicleId">For the webhooks' filters.</param>
    /// <param name="addressees">Cleared, then the webhooks that get it.</param>
    /// <param name="details">What it says.</param>
    public bool Next(
        ReadOnlySpan<WebhookDefinition> listeners, long vehicleId, List<long> addressees, out PostedDetails details)
    {
        var road = _match.Road;
        var limit = LimitMph ?? double.PositiveInfinity;
        while (_next < listeners.Length)
        {
            var threshold = listeners[_next++].ThresholdMph ?? 0;
            if (!EventUnits.Reaches(_mph, limit + threshold) || _written.Contains(threshold))
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
