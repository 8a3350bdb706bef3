using System.Globalization;

namespace Gateway.Geo.Roads;

/// <summary>Reads values of OpenStreetMap's key <c>maxspeed</c> (wiki, Key:maxspeed).</summary>
public static class SpeedLimitText
{
    private const double KphPerMph = 1.609344;
    private const double KphPerKnot = 1.852;
    private const double MostMph = 200;

    /// <summary>
    /// The limit in miles an hour: a number is km/h unless a unit follows (<c>mph</c>, <c>knots</c>, <c>km/h</c>); a
    /// country's code with a kind of place (<c>RO:urban</c>) is looked up. Null for <c>none</c>, <c>walk</c>,
    /// <c>signals</c>, <c>variable</c>, lists, and whatever is not known: never a made-up limit.
    /// </summary>
    public static double? ToMph(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
        {
            digits++;
        }

        if (digits == 0)
        {
            return RegionalLimits.Find(text) is { } regional ? InRange(regional) : null;
        }

        if (digits > 8 || !double.TryParse(
            text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[digits..].Trim() switch
        {
            "" or "km/h" or "kmh" or "kph" => FromKph(number),
            "mph" => InRange(number),
            "knots" => FromKph(number * KphPerKnot),
            _ => null,
        };
    }

    /// <summary>A limit in km/h as miles an hour, to a hundredth; null where it can't be a limit.</summary>
    public static double? FromKph(double kph) => InRange(Math.Round(kph / KphPerMph, 2));

    /// <summary>The limit, or null where it can't be one.</summary>
    public static double? InRange(double mph) => mph is > 0 and <= MostMph ? mph : null;
}
