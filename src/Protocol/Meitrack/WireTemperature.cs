namespace Gateway.Protocol.Meitrack;

/// <summary>Temperatures of 1-Wire sensors, -55 to 125 °C; all else is no temperature.</summary>
internal static class WireTemperature
{
    private const int Lowest = -55;
    private const int Highest = 125;
    private const int SignBit = 0x80;

    public static double? OfHundredths(short value) => InRange(value / 100.0);

    /// <summary>
    /// Whole degrees and hundredths. The document has the sign in the upper bit; devices are known that send a two's
    /// complement. No temperature within the range of the sensors means something in both.
    /// </summary>
    public static double? OfParts(byte whole, byte hundredths)
    {
        if (whole < SignBit)
        {
            return InRange(whole + (hundredths / 100.0));
        }

        var magnitude = whole - SignBit <= -Lowest ? whole - SignBit : 256 - whole;
        return InRange(-(magnitude + (hundredths / 100.0)));
    }

    private static double? InRange(double celsius) => celsius is >= Lowest and <= Highest ? celsius : null;
}
