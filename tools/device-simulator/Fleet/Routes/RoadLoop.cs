namespace DeviceSimulator.Fleet.Routes;

/// <summary>
/// The closed road that the fleet drives: 11.6 km, 2.5 of them freeway, clockwise. Distances
/// are metres along the road from its first corner.
/// </summary>
internal sealed class RoadLoop
{
    /// <summary>Freeway limit, 65 mph in m/s.</summary>
    public const double FreewayLimit = 65 * 0.44704;

    private const double StreetLimit = 42 * 0.44704;

    private static readonly (double East, double North)[] Corners =
    [
        (-1600, -1200), (-1600, 1200), (-600, 1200), (-400, 1400), (800, 1400), (1600, 1200), (1800, 800),
        (1900, 0), (1800, -900), (1600, -1200), (400, -1200), (200, -1000), (-600, -1000), (-800, -1200),
    ];

    private const int FirstFreewaySegment = 5;
    private const int LastFreewaySegment = 8;

    private readonly double[] _start;
    private readonly double[] _course;
    private readonly double[] _cornerSpeed;

    private RoadLoop()
    {
        var count = Corners.Length;
        _start = new double[count + 1];
        _course = new double[count];
        _cornerSpeed = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (fromEast, fromNorth) = Corners[i];
            var (toEast, toNorth) = Corners[(i + 1) % count];
            _start[i + 1] = _start[i] + Math.Sqrt(Square(toEast - fromEast) + Square(toNorth - fromNorth));
            _course[i] = (Math.Atan2(toEast - fromEast, toNorth - fromNorth) * 180.0 / Math.PI + 360.0) % 360.0;
        }

        for (var i = 0; i < count; i++)
        {
            var turn = Math.Abs(_course[i] - _course[(i + count - 1) % count]);
            turn = Math.Min(turn, 360.0 - turn);
            // A right-angled street corner is taken at 6 m/s, a bend of up to 30 degrees slows nobody.
            _cornerSpeed[i] = turn <= 30.0 ? FreewayLimit * 1.25 : 6.0 + (14.0 * Math.Max(0.0, 1.0 - (turn / 90.0)));
        }

        Stops = [Along(0, 0.5), Along(3, 0.45), Along(9, 0.5), Along(11, 0.5)];
    }

    /// <summary>The one road of the fleet.</summary>
    public static RoadLoop Scottsdale { get; } = new();

    /// <summary>Metres all the way round.</summary>
    public double Length => _start[^1];

    public int Segments => _course.Length;

    /// <summary>Where vehicles stop, ascending; each lies in a stop landmark.</summary>
    public IReadOnlyList<double> Stops { get; }

    /// <summary>Speed limit of a segment, m/s.</summary>
    public static double Limit(int segment) => IsFreeway(segment) ? FreewayLimit : StreetLimit;

    public static bool IsFreeway(int segment) => segment is >= FirstFreewaySegment and <= LastFreewaySegment;

    /// <summary>Degrees clockwise from north.</summary>
    public double Course(int segment) => _course[segment];

    /// <summary>The fastest that the corner at the end of a segment is driven, m/s.</summary>
    public double EndSpeed(int segment) => _cornerSpeed[(segment + 1) % Segments];

    public double End(int segment) => _start[segment + 1];

    public int SegmentAt(double distance)
    {
        var found = Array.BinarySearch(_start, distance);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, Segments - 1);
    }

    /// <summary>Metres east and north of home.</summary>
    public (double East, double North) At(int segment, double distance)
    {
        var share = (distance - _start[segment]) / (_start[segment + 1] - _start[segment]);
        var (fromEast, fromNorth) = Corners[segment];
        var (toEast, toNorth) = Corners[(segment + 1) % Segments];
        return (fromEast + ((toEast - fromEast) * share), fromNorth + ((toNorth - fromNorth) * share));
    }

    private double Along(int segment, double share) =>
        _start[segment] + ((_start[segment + 1] - _start[segment]) * share);

    private static double Square(double value) => value * value;
}
