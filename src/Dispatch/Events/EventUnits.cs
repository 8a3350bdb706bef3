namespace Gateway.Dispatch.Events;

/// <summary>From the metric units of reports to the units of messages, rounded to what the sensors can tell.</summary>
public static class EventUnits
{
    /// <summary>Kilometres in an international mile, exact by definition (1959 agreement: 1 yd = 0.9144 m).</summary>
    public const double KilometersPerMile = 1.609344;

    /// <summary>Feet in a metre: 1 / 0.3048, exact by definition.</summary>
    public const double FeetPerMeter = 1 / 0.3048;

    /// <summary>Miles an hour, to a hundredth.</summary>
    public static double ToMph(double kph) => Math.Round(kph / KilometersPerMile, 2);

    /// <summary>Miles, to a thousandth.</summary>
    public static double ToMiles(double meters) => Math.Round(meters / (KilometersPerMile * 1000), 3);

    /// <summary>Miles an hour over a way, to a hundredth; null where it took no time.</summary>
    public static double? ToAverageMph(double meters, long milliseconds) =>
        milliseconds > 0 ? ToMph(meters / (milliseconds / 1000.0) * 3.6) : null;

    /// <summary>Feet, to a tenth.</summary>
    public static double ToFeet(double meters) => Math.Round(meters * FeetPerMeter, 1);

    /// <summary>Degrees Fahrenheit, to a hundredth.</summary>
    public static double ToFahrenheit(double celsius) => Math.Round((celsius * 9 / 5) + 32, 2);

    /// <summary>Whole Unix seconds, rounded down.</summary>
    public static long ToSeconds(long unixMs) => unixMs % 1000 < 0 ? (unixMs / 1000) - 1 : unixMs / 1000;

    /// <summary>Seconds between two times as messages tell them, so that the numbers of a message agree; never negative.</summary>
    public static long Between(long startMs, long endMs) => Math.Max(0, ToSeconds(endMs) - ToSeconds(startMs));

    /// <summary>Whether a speed, as <see cref="ToMph"/> tells it, is at a threshold or above, to a hundredth as well.</summary>
    public static bool Reaches(double mph, double threshold) => mph >= Math.Round(threshold, 2);

    /// <summary>How far a speed that <see cref="Reaches"/> a threshold is above it, to a hundredth.</summary>
    public static double Over(double mph, double threshold) => Math.Max(0, Math.Round(mph - threshold, 2));
}
