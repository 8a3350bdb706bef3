using System.Buffers.Text;

namespace Gateway.Protocol.Text;

/// <summary>Numbers in text frames. A field that is not wholly the number is no value.</summary>
internal static class FieldNumber
{
    /// <summary>The most characters that are looked at: no device writes a longer number.</summary>
    private const int MaxLength = 24;

    /// <summary>So many digits and a point.</summary>
    private const int MaxDecimalLength = 18;

    /// <summary>Doubles hold every integer up to here.</summary>
    private const long MaxExact = 1L << 53;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17];

    /// <summary>A decimal integer, with or without a sign.</summary>
    public static int? Integer(ReadOnlySpan<byte> field) =>
        Long(field) is { } value && value == (int)value ? (int)value : null;

    /// <inheritdoc cref="Integer"/>
    public static long? Long(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= MaxLength
        && Utf8Parser.TryParse(field, out long value, out var used)
        && used == field.Length
            ? value
            : null;

    /// <summary>A decimal number with or without a sign and a fraction; no exponents, no names.</summary>
    /// <remarks>
    /// Both a number below 2^53 and the power of ten are doubles without an error, so that their quotient is the nearest
    /// double to the text. Longer texts are no numbers of a device.
    /// </remarks>
    public static double? Decimal(ReadOnlySpan<byte> field)
    {
        var negative = field is [(byte)'-', ..];
        var digits = negative || field is [(byte)'+', ..] ? field[1..] : field;
        if (digits.Length is 0 or > MaxDecimalLength)
        {
            return null;
        }

        long number = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] == '.' && point < 0)
            {
                point = i;
            }
            else if (digits[i] is >= (byte)'0' and <= (byte)'9')
            {
                number = (number * 10) + (digits[i] - '0');
            }
            else
            {
                return null;
            }
        }

        if (number > MaxExact || (point >= 0 && digits.Length == 1))
        {
            return null;
        }

        var value = point < 0 ? number : number / PowersOfTen[digits.Length - point - 1];
        return negative ? -value : value;
    }

    /// <summary>An unsigned hexadecimal number of up to 8 digits.</summary>
    public static uint? Hex(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= 8
        && Utf8Parser.TryParse(field, out uint value, out var used, 'x')
        && used == field.Length
            ? value
            : null;
}
