using System.Buffers.Text;
using System.Globalization;

namespace Gateway.Protocol.Text;

/// <summary>Numbers in text frames. A field that is not wholly the number is no value.</summary>
internal static class FieldNumber
{
    /// <summary>The most characters that are looked at: no device writes a longer number.</summary>
    private const int MaxLength = 24;

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
    public static double? Decimal(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= MaxLength
        && double.TryParse(
            field,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>An unsigned hexadecimal number of up to 8 digits.</summary>
    public static uint? Hex(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= 8
        && Utf8Parser.TryParse(field, out uint value, out var used, 'x')
        && used == field.Length
            ? value
            : null;
}
