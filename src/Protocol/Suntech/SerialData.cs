using System.Numerics;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// The bytes of an external device within a UEX report, or of a crash trace within CRR: after a field with their length,
/// and with a field for their checksum (sum modulo 256) after them. They may hold any byte; in UEX, 00 and 01 are sent as
/// 01 10 and 01 11, which count as one.
/// </summary>
internal readonly ref struct SerialData
{
    /// <summary>500 by the manuals.</summary>
    private const int MaxBytes = 512;

    private const byte Escape = 0x01;

    /// <summary>Whether the frame is of a kind that has such data, and the data has begun.</summary>
    public bool IsThere { get; private init; }

    /// <summary>Whether the frame's bytes end within the data.</summary>
    public bool IsCut { get; private init; }

    /// <summary>The first byte.</summary>
    public int Start { get; private init; }

    /// <summary>The separator after the last byte; 0 without data.</summary>
    public int End { get; private init; }

    /// <summary>The sum of the bytes.</summary>
    public byte Sum { get; private init; }

    /// <summary>Whether the field after the data is their checksum.</summary>
    public bool Holds(ReadOnlySpan<byte> text)
    {
        var fields = new FieldReader(text[Math.Min(text.Length, End + 1)..], (byte)';');
        return FieldNumber.Hex(fields.Read()) == Sum;
    }

    /// <summary>Looks for the data in a text frame, of which all or some bytes are there.</summary>
    public static SerialData Locate(ReadOnlySpan<byte> text)
    {
        if (FieldsBefore(text) is not { } fields)
        {
            return default;
        }

        var lengthField = 0;
        var start = 0;
        for (var i = 0; i <= fields; i++)
        {
            lengthField = start;
            if (!TryFindNext(text, ref start))
            {
                return default;
            }
        }

        if (FieldNumber.Integer(text[lengthField..(start - 1)]) is not (>= 0 and <= MaxBytes and var length))
        {
            return default;
        }

        var isEscaped = text[0] != 'C';
        var end = Walk(text, start, length, isEscaped, out var sum);
        if (end < 0)
        {
            return new SerialData { IsThere = true, IsCut = true, Start = start };
        }

        if (text[end] == ';')
        {
            return new SerialData { IsThere = true, Start = start, End = end, Sum = sum };
        }

        // Lines of a device are counted with their CR LF also where those are not sent on.
        end = length >= 2 ? Walk(text, start, length - 2, isEscaped, out sum) : -1;
        return end >= 0 && text[end] == ';'
            ? new SerialData { IsThere = true, Start = start, End = end, Sum = (byte)(sum + '\r' + '\n') }
            : default;
    }

    /// <summary>How many fields stand before the one with the length; null in reports without data.</summary>
    private static int? FieldsBefore(ReadOnlySpan<byte> text)
    {
        var separator = text.IndexOf((byte)';');
        var name = separator < 0 ? default : text[..separator];
        if (name.SequenceEqual("CRR"u8))
        {
            return 4;
        }

        if (name.SequenceEqual("UEX"u8))
        {
            var fields = new FieldReader(text, (byte)';');
            fields.Skip(2);
            return FieldNumber.Hex(fields.Read()) is { } map && !fields.AtEnd
                ? 3 + BitOperations.PopCount(map & UniversalReport.FieldsBeforeData)
                : null;
        }

        return name.Length > LegacyReport.ModelLength && name[LegacyReport.ModelLength..].SequenceEqual("UEX"u8)
            ? new LegacyLayout(name).FieldsBeforeEvent
            : null;
    }

    /// <summary>Goes to where the next field begins; false where none does.</summary>
    private static bool TryFindNext(ReadOnlySpan<byte> text, ref int start)
    {
        var end = text[start..].IndexOf((byte)';');
        start += end + 1;
        return end >= 0;
    }

    /// <summary>Passes over so many bytes; -1 where nothing follows them yet.</summary>
    private static int Walk(ReadOnlySpan<byte> text, int start, int count, bool isEscaped, out byte sum)
    {
        sum = 0;
        var at = start;
        for (var i = 0; i < count; i++)
        {
            if (at >= text.Length)
            {
                return -1;
            }

            var value = text[at++];
            if (isEscaped && value == Escape)
            {
                if (at >= text.Length)
                {
                    return -1;
                }

                value = (byte)(text[at++] & 0x0F);
            }

            sum += value;
        }

        return at < text.Length ? at : -1;
    }
}
