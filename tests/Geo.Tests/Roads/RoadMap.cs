using Gateway.Geo.Roads;

namespace Gateway.Geo.Tests.Roads;

/// <summary>Roads on a plane of metres around a place.</summary>
internal sealed class RoadMap
{
    public const double Latitude = 33.45;
    public const double Longitude = -112.07;
    private const double MetresPerDegree = Distance.EarthRadiusMetres * Math.PI / 180;

    private readonly RoadIndexBuilder _builder = new();
    private readonly RoadQuery _query = new();
    private RoadIndex? _index;

    public RoadIndex Index => _index ??= _builder.Build();

    public RoadQuery Query => _query;

    /// <param name="id">The way.</param>
    /// <param name="mph">Its limit in both directions; null where not known.</param>
    /// <param name="line">Metres east and north of the place.</param>
    public RoadMap Road(long id, double? mph, params (double East, double North)[] line) =>
        Road(new RoadAttributes(id, $"road {id}", OneWay.No, mph, mph, LimitSource.Tagged), line);

    public RoadMap Road(RoadAttributes attributes, params (double East, double North)[] line)
    {
        _builder.Add(attributes, [.. line.SelectMany(at => new[] { Lon(at.East), Lat(at.North) })]);
        return this;
    }

    public RoadMatch? Match(
        double east, double north, double? heading, double? mph = 60, long? previous = null, double? accuracy = null) =>
        Index.Match(
            new RoadFix
            {
                Latitude = Lat(north),
                Longitude = Lon(east),
                Heading = heading,
                SpeedMph = mph,
                PreviousWayId = previous,
                AccuracyMetres = accuracy,
            },
            _query);

    public static double Lat(double north) => Latitude + (north / MetresPerDegree);

    public static double Lon(double east) =>
        Longitude + (east / (MetresPerDegree * Math.Cos(Latitude * Math.PI / 180)));
}
