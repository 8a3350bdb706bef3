using System.Buffers;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// Where a frame ends, and what it says without its escapes. A message stands between two bytes 7E (or E7, some locks); a
/// text between brackets. What stands between frames is skipped, and counts as garbage.
/// </summary>
internal static class Jt808Frame
{
    /// <summary>
    /// The most bytes of a frame: two delimiters, and every byte of the longest message (header 21, body 1023, check 1)
    /// escaped.
    /// </summary>
    public const int MaxLength = 2 + (2 * MaxMessageLength);

    /// <summary>The most bytes of a message without escapes.</summary>
    public const int MaxMessageLength = 21 + 1023 + 1;

    public const byte Delimiter = 0x7E;

    /// <summary>The delimiter of another dialect, with escapes of its own.</summary>
    public const byte AlternativeDelimiter = 0xE7;

    private const byte TextStart = (byte)'(';
    private const byte TextEnd = (byte)')';

    /// <summary>What a frame begins with.</summary>
    public static ReadOnlySpan<byte> StartBytes => [Delimiter, AlternativeDelimiter, TextStart];

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        var first = FirstPiece(in buffer);
        if (first.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        if (!StartBytes.Contains(first[0]))
        {
            var start = first[..Math.Min(first.Length, MaxLength)].IndexOfAny(StartBytes);
            length = start > 0 ? start : Math.Min(first.Length, MaxLength);
            return FrameStatus.Complete;
        }

        var end = IndexOfEnd(in buffer, first, first[0] == TextStart ? TextEnd : first[0]);
        if (end > 0)
        {
            // Two delimiters in a row are the end of a frame that is gone and the start of the next one.
            length = end == 1 ? 1 : end + 1;
            return FrameStatus.Complete;
        }

        if (buffer.Length < MaxLength)
        {
            return FrameStatus.NeedMore;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }

    /// <summary>Whether the bytes are a whole message frame.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> frame) =>
        frame.Length > 2 && frame[0] is Delimiter or AlternativeDelimiter && frame[^1] == frame[0];

    /// <summary>Whether the bytes are a whole text frame.</summary>
    public static bool IsText(ReadOnlySpan<byte> frame) => frame.Length > 2 && frame[0] == TextStart && frame[^1] == TextEnd;

    /// <summary>
    /// Takes the escapes out of what stands between the delimiters. False where an escape is none that exists.
    /// </summary>
    /// <param name="escaped">What stands between the delimiters.</param>
    /// <param name="alternative">Whether the delimiters are <see cref="AlternativeDelimiter"/>.</param>
    /// <param name="destination">At least as long as <paramref name="escaped"/>.</param>
    /// <param name="length">How many bytes were written.</param>
    public static bool TryUnescape(ReadOnlySpan<byte> escaped, bool alternative, Span<byte> destination, out int length)
    {
        length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            var value = escaped[i];
            if (IsEscape(value, alternative))
            {
                i++;
                var code = i < escaped.Length ? escaped[i] : (byte)0;
                if (code is not (1 or 2))
                {
                    return false;
                }

                value = (value, code) switch
                {
                    (0x7D, 2) => Delimiter,
                    (0xE6, 2) => AlternativeDelimiter,
                    (0x3E, 2) => 0x3D,
                    _ => value,
                };
            }

            destination[length++] = value;
        }

        return true;
    }

    /// <summary>Whether there is an escape in the bytes.</summary>
    public static bool HasEscapes(ReadOnlySpan<byte> escaped, bool alternative) =>
        alternative ? escaped.ContainsAny((byte)0xE6, (byte)0x3E) : escaped.Contains((byte)0x7D);

    /// <summary>The exclusive-or of all bytes: 0 for a message with its own check at the end.</summary>
    public static byte Check(ReadOnlySpan<byte> bytes)
    {
        byte check = 0;
        foreach (var value in bytes)
        {
            check ^= value;
        }

        return check;
    }

    private static bool IsEscape(byte value, bool alternative) =>
        alternative ? value is 0xE6 or 0x3E : value == 0x7D;

    private static ReadOnlySpan<byte> FirstPiece(in ReadOnlySequence<byte> buffer)
    {
        foreach (var piece in buffer)
        {
            if (!piece.IsEmpty)
            {
                return piece.Span;
            }
        }

        return default;
    }

    /// <summary>Where the end stands, counted from the start of the frame; -1 where it is not within the cap.</summary>
    private static int IndexOfEnd(in ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> first, byte end)
    {
        var at = 0;
        var rest = first[1..Math.Min(first.Length, MaxLength)];
        if (rest.IndexOf(end) is >= 0 and var found)
        {
            return 1 + found;
        }

        foreach (var piece in buffer)
        {
            var span = piece.Span[..Math.Min(piece.Length, MaxLength - at)];
            var from = at == 0 && !span.IsEmpty ? 1 : 0;
            if (span[from..].IndexOf(end) is >= 0 and var index)
            {
                return at + from + index;
            }

            at += span.Length;
            if (at == MaxLength)
            {
                break;
            }
        }

        return -1;
    }
}
