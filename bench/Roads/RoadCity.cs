using Gateway.Geo.Roads;

namespace Gateway.Bench.Roads;

/// <summary>
/// A grid of streets 100 m apart, each cut into ways of five blocks; every fifth street is faster and one-way. The same
/// numbers in every run.
/// </summary>
internal sealed class RoadCity
{
    private const int Blocks = 5;
    private const int FixesPerVehicle = 32;
    private const double South = 30;
    private const double West = -114;
    private const double Step = 100 / 111_195.0;
    private readonly double _stepEast = Step / Math.Cos(South * Math.PI / 180);
    private readonly int _streets;

    public RoadCity(int ways)
    {
        // Two directions of n streets of n / 5 ways each.
        _streets = (int)Math.Ceiling(Math.Sqrt(ways * Blocks / 2.0) / Blocks) * Blocks;
        Ways = ways;
    }

    public int Ways { get; }

    /// <summary>Every way: its attributes and its line.</summary>
    public IEnumerable<(RoadAttributes Attributes, double[] Line)> Lines()
    {
        var random = new Random(1);
        var id = 0;
        for (var along = 0; along < _streets / Blocks; along++)
        {
            for (var street = 0; street < _streets; street++)
            {
                for (var direction = 0; direction < 2 && id < Ways; direction++)
                {
                    var line = new double[2 * (Blocks + 1)];
                    for (var i = 0; i <= Blocks; i++)
                    {
                        var (x, y) = direction == 0 ? ((along * Blocks) + i, street) : (street, (along * Blocks) + i);
                        line[2 * i] = West + (x * _stepEast) + (random.NextDouble() * Step / 50);
                        line[(2 * i) + 1] = South + (y * Step) + (random.NextDouble() * Step / 50);
                    }

                    var isFast = street % 5 == 0;
                    yield return (new RoadAttributes(
                        ++id,
                        $"{(direction == 0 ? "East" : "North")} {street} Street",
                        isFast ? OneWay.Forward : OneWay.No,
                        isFast ? 45 : 25,
                        isFast ? 45 : 25,
                        LimitSource.Tagged), line);
                }
            }
        }
    }

    /// <summary>Traces of vehicles along streets, 25 m and some noise from fix to fix, as reports arrive.</summary>
    public RoadFix[] Drive(int vehicles)
    {
        var random = new Random(2);
        var fixes = new RoadFix[vehicles * FixesPerVehicle];
        for (var vehicle = 0; vehicle < vehicles; vehicle++)
        {
            var (street, start, east) = (random.Next(_streets), random.NextDouble() * (_streets - 20), random.Next(2) == 0);
            for (var i = 0; i < FixesPerVehicle; i++)
            {
                var (along, beside) = (start + (i / 4.0), street + ((random.NextDouble() - 0.5) / 10));
                var (x, y) = east ? (along, beside) : (beside, along);
                fixes[(i * vehicles) + vehicle] = new RoadFix
                {
                    Latitude = South + (y * Step),
                    Longitude = West + (x * _stepEast),
                    Heading = (east ? 90 : 0) + random.Next(6),
                    SpeedMph = 55,
                };
            }
        }

        return fixes;
    }
}
