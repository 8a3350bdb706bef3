using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>The driver's card in its forms. Where there is a reader and no card, the driver is reported as nobody.</summary>
internal static class Gt06Driver
{
    /// <summary>A card as bytes: upper-case hex; all zero is no card.</summary>
    public static void SetHex(DeviceReport report, ReadOnlySpan<byte> card)
    {
        Span<byte> hex = stackalloc byte[2 * sizeof(ulong)];
        report.DriverReported = true;
        if (card.Length <= sizeof(ulong)
            && card.ContainsAnyExcept((byte)0)
            && Convert.TryToHexString(card, hex, out var written))
        {
            report.Driver.TrySet(hex[..written]);
        }
    }

    /// <summary>A card as a number: its decimal digits; 0 is no card.</summary>
    public static void SetNumber(DeviceReport report, ulong card)
    {
        Span<byte> digits = stackalloc byte[20];
        report.DriverReported = true;
        if (card != 0 && card.TryFormat(digits, out var written))
        {
            report.Driver.TrySet(digits[..written]);
        }
    }

    /// <summary>A card as text; blank is no card.</summary>
    public static void SetText(DeviceReport report, ReadOnlySpan<byte> card)
    {
        card = card.Trim(" \0"u8);
        report.DriverReported = card.IsEmpty || report.Driver.TrySet(card);
    }
}
