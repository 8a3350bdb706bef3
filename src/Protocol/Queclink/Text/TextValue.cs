using System.Buffers.Text;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>Values of text fields; null where the field is empty or is not one.</summary>
internal static class TextValue
{
    /// <summary>Digits of a time: yyyyMMddHHmmss.</summary>
    public const int TimeLength = 14;

    // Up to 15 digits a double holds any decimal; dividing two exact numbers rounds once.
    private const int MaxDigits = 15;

    /// <summary>A decimal: sign, digits, point, digits.</summary>
    public static double? Number(ReadOnlySpan<byte> field)
    {
        var isNegative = field is [(byte)'-', ..];
        long digits = 0;
        var count = 0;
        var isFraction = false;
        var scale = 1.0;
        foreach (var character in isNegative ? field[1..] : field)
        {
            if (character == '.' && !isFraction)
            {
                isFraction = true;
            }
            else if (char.IsAsciiDigit((char)character) && count < MaxDigits)
            {
                digits = (digits * 10) + (character - '0');
                count++;
                scale *= isFraction ? 10 : 1;
            }
            else
            {
                return null;
            }
        }

        if (count == 0)
        {
            return null;
        }

        var value = digits / scale;
        return isNegative ? -value : value;
    }

    /// <summary>A decimal that has a point.</summary>
    public static double? PointNumber(ReadOnlySpan<byte> field) => field.Contains((byte)'.') ? Number(field) : null;

    /// <summary>A whole number of at most 9 digits, not negative.</summary>
    public static int? Whole(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty || field.Length > 9 || field.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        return Utf8Parser.TryParse(field, out int value, out _) ? value : null;
    }

    /// <summary>Hex digits, at most <paramref name="maxDigits"/> and at most 8 that count.</summary>
    public static uint? Hex(ReadOnlySpan<byte> field, int maxDigits = 8)
    {
        if (field.IsEmpty || field.Length > maxDigits)
        {
            return null;
        }

        uint value = 0;
        foreach (var character in field)
        {
            if (!char.IsAsciiHexDigit((char)character))
            {
                return null;
            }

            value = (value << 4) | (uint)((character & 0xF) + (character > '9' ? 9 : 0));
        }

        return value;
    }

    /// <summary>Millivolts as volts.</summary>
    public static double? Volts(ReadOnlySpan<byte> field) => Whole(field) / 1000.0;

    /// <summary>A percentage: one to three digits, at most 100.</summary>
    public static int? Percent(ReadOnlySpan<byte> field) =>
        field.Length <= 3 && Whole(field) is <= 100 and var value ? value : null;

    /// <summary>An hour meter, HHHHH:MM:SS, in seconds.</summary>
    public static double? HourMeter(ReadOnlySpan<byte> field)
    {
        var first = field.IndexOf((byte)':');
        if (first < 0 || field[(first + 1)..] is not [_, _, (byte)':', _, _] rest)
        {
            return null;
        }

        var seconds = (Whole(field[..first]) * 3600.0) + (Whole(rest[..2]) * 60) + Whole(rest[3..]);
        return seconds;
    }

    public static bool IsTime(ReadOnlySpan<byte> field) =>
        field.Length == TimeLength && !field.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>yyyyMMddHHmmss as Unix milliseconds; null where there is no such moment.</summary>
    public static long? Time(ReadOnlySpan<byte> field) => IsTime(field)
        ? Moment.Of(
            Whole(field[..4]) ?? 0,
            Whole(field[4..6]) ?? 0,
            Whole(field[6..8]) ?? 0,
            Whole(field[8..10]) ?? 0,
            Whole(field[10..12]) ?? 0,
            Whole(field[12..14]) ?? 0)
        : null;
}
