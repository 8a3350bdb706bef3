using Gateway.Geo.Trees;

namespace Gateway.Geo.Roads;

/// <summary>How well roads fit one fix.</summary>
internal readonly struct RoadScorer
{
    private const double MetresPerDegree = Distance.EarthRadiusMetres * Math.PI / 180;
    private const double MetresPerCell = MetresPerDegree / GridBox.CellsPerDegree;

    // A receiver without a word on its accuracy: about two of its 5 m (HDOP 2).
    private const double DefaultAccuracyMetres = 10;

    // OpenStreetMap draws a road as its middle: half a motorway of 2 x 4 lanes of 3.75 m is 15 m, and 15 m for the drawing and the fix.
    private const double LeastReachMetres = 30;

    // Beyond that the fix says nothing about a road in a town, where blocks are 100 to 200 m wide.
    private const double MostReachMetres = 150;

    // Below this a receiver's heading turns about.
    private const double HeadingSpeedMph = 10;
    // A crossing road is 90 degrees off: half of that tells it from the road, and leaves room for bends and changes of lane.
    private const double MaxHeadingDifference = 45;

    // At the limit of 45 degrees as bad as 22 m: about the way between the roads of a junction.
    private const double MetresPerHeadingDegree = 0.5;

    // The road matched before stays the road unless another one fits better by more than this: a frontage road lies 15 to 30 m beside.
    private const double ContinuityMetres = 15;

    // Roads with another limit within this of the best leave it open which one it is: twice the 5 m of a good fix.
    private const double LeastMarginMetres = 10;

    // Half a wide road (15 m) and a good fix (5 m): the road itself, not its neighbourhood.
    private const double LeastNearMetres = 20;

    private readonly double _latitude;
    private readonly double _metresPerCellX;
    private readonly double _accuracy;
    private readonly double _heading;
    private readonly long _previous;

    public RoadScorer(in RoadFix fix)
    {
        _latitude = fix.Latitude;
        _accuracy = fix.AccuracyMetres is { } metres and >= 0 ? metres : DefaultAccuracyMetres;
        ReachMetres = Math.Clamp(3 * _accuracy, LeastReachMetres, MostReachMetres);
        _metresPerCellX = MetresPerCell * Math.Max(1e-3, Math.Cos(Distance.Radians(fix.Latitude)));
        _heading = fix.SpeedMph is null or > HeadingSpeedMph ? fix.Heading ?? double.NaN : double.NaN;
        _previous = fix.PreviousWayId ?? RoadWay.NoId;
    }

    public double ReachMetres { get; }

    public (double Width, double Height) ReachDegrees => (
        ReachMetres / (_metresPerCellX * GridBox.CellsPerDegree), ReachMetres / MetresPerDegree);

    /// <summary>Distance from the fix on the plane that touches the earth there; the bearing is along the line.</summary>
    public double DistanceMetres(in RoadSegment segment, double longitude, out double bearing)
    {
        var ax = (segment.X1 - (longitude * GridBox.CellsPerDegree)) * _metresPerCellX;
        var ay = (segment.Y1 - (_latitude * GridBox.CellsPerDegree)) * MetresPerCell;
        var dx = ((double)segment.X2 - segment.X1) * _metresPerCellX;
        var dy = ((double)segment.Y2 - segment.Y1) * MetresPerCell;
        var length = (dx * dx) + (dy * dy);
        var t = length > 0 ? Math.Clamp(-((ax * dx) + (ay * dy)) / length, 0, 1) : 0;
        var (x, y) = (ax + (t * dx), ay + (t * dy));
        bearing = Distance.Degrees(Math.Atan2(dx, dy));
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>False where the fix can't be on the road.</summary>
    public bool TryScore(
        in RoadWay way, double metres, double bearing, out double score, out double? difference, out double? limit)
    {
        score = metres - (way.Id == _previous && way.Id != RoadWay.NoId ? ContinuityMetres : 0);
        difference = null;
        if (double.IsNaN(_heading))
        {
            limit = way.OneWay switch
            {
                OneWay.Forward => Known(way.ForwardMph),
                OneWay.Backward => Known(way.BackwardMph),
                _ => way.ForwardMph.Equals(way.BackwardMph) ? Known(way.ForwardMph) : null,
            };
            return true;
        }

        var along = Math.Abs(Math.IEEERemainder(_heading - bearing, 360));
        var isForward = way.OneWay switch
        {
            OneWay.Forward => true,
            OneWay.Backward => false,
            _ => along <= 90,
        };
        var off = isForward ? along : 180 - along;
        difference = off;
        limit = Known(isForward ? way.ForwardMph : way.BackwardMph);
        score += off * MetresPerHeadingDegree;
        return off <= MaxHeadingDifference;
    }

    /// <summary>The best of the candidates, which are sorted, and how sure it is.</summary>
    public RoadMatch? Decide(ReadOnlySpan<RoadCandidate> candidates)
    {
        if (candidates.IsEmpty)
        {
            return null;
        }

        ref readonly var best = ref candidates[0];
        var margin = Math.Max(LeastMarginMetres, _accuracy);
        var apart = 2 * margin;
        foreach (ref readonly var rival in candidates[1..])
        {
            // A rival without a known limit is one with another limit: it may be where the vehicle is.
            if (!Same(rival.LimitMph, best.LimitMph))
            {
                apart = Math.Min(apart, rival.Score - best.Score);
                break;
            }
        }

        var isConfident = apart >= margin && best.DistanceMetres <= Math.Max(LeastNearMetres, 2 * _accuracy);
        var aligned = best.HeadingDifference is { } off ? 1 - (off / 90) : 0.5;
        var quality = (0.4 * (1 - (best.DistanceMetres / ReachMetres))) + (0.4 * apart / (2 * margin)) + (0.2 * aligned);
        var confidence = Math.Round(isConfident ? 0.5 + (0.5 * quality) : 0.49 * quality, 2);
        return new RoadMatch(best, isConfident, confidence);
    }

    private static bool Same(double? left, double? right) =>
        left is { } a && right is { } b ? Math.Abs(a - b) < 0.05 : left is null && right is null;

    // As it was told: 31.07 is not to come back as 31.069999694824.
    private static double? Known(float mph) => float.IsNaN(mph) ? null : Math.Round((double)mph, 2);
}
