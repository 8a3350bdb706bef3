namespace Gateway.Tests.EndToEnd.Families;

/// <summary>What a vehicle is at one moment, before a family has put it into bytes.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Latitude">Degrees, north.</param>
/// <param name="Longitude">Degrees, negative: every family has its own way to say west.</param>
/// <param name="Ignition">Whether it is on.</param>
/// <param name="Celsius">A whole number: the coarsest family has no more.</param>
internal readonly record struct Moment(long Time, double Latitude, double Longitude, bool Ignition, int Celsius)
{
    public DateTimeOffset Utc => DateTimeOffset.FromUnixTimeSeconds(Time);

    /// <summary>A start and a stop: off, on, off again, a minute and about 400 m apart.</summary>
    public static Moment[] StartAndStop { get; } =
    [
        new(AvlRecord.Start, 33.5, -112.1, Ignition: false, Celsius: 4),
        new(AvlRecord.Start + 60, 33.503, -112.103, Ignition: true, Celsius: -7),
        new(AvlRecord.Start + 120, 33.506, -112.106, Ignition: false, Celsius: 5),
    ];
}
