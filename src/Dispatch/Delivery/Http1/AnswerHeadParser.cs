using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Status line and header lines of an answer (RFC 9112, 4 and 5). Pure; every byte is hostile.</summary>
internal static class AnswerHeadParser
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    // "HTTP/1.1 200"
    private const int StatusLength = 12;

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // What no value may have: control characters but the tab (RFC 9110, 5.5).
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>Whether an answer can begin like this; true also for less than a whole status.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes)
    {
        var known = "HTTP/1."u8;
        return bytes.Length < known.Length ? known.StartsWith(bytes) : bytes.StartsWith(known);
    }

    /// <summary>Length of the head with the empty line that ends it; 0 where that has not come.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="from">Where to look on; changed to where the next call is to begin.</param>
    public static int FindEnd(ReadOnlySpan<byte> bytes, ref int from)
    {
        while (true)
        {
            var found = bytes[from..].IndexOf(Lf);
            if (found < 0)
            {
                from = bytes.Length;
                return 0;
            }

            var after = from + found + 1;
            if (after < bytes.Length && bytes[after] == Lf)
            {
                return after + 1;
            }

            if (after + 1 < bytes.Length && bytes[after] == Cr && bytes[after + 1] == Lf)
            {
                return after + 2;
            }

            if (after >= bytes.Length || (after + 1 >= bytes.Length && bytes[after] == Cr))
            {
                // The next byte decides; this line's end is looked at again.
                from += found;
                return 0;
            }

            from = after;
        }
    }

    /// <summary>Reads a whole head; false where it is none. Folded lines are unfolded in place (RFC 9112, 5.2).</summary>
    public static bool TryParse(Span<byte> bytes, out AnswerHead head)
    {
        head = default;
        var lineEnd = bytes.IndexOf(Lf);
        var line = WithoutCr(bytes[..lineEnd]);
        if (!TryParseStatus(line, ref head))
        {
            return false;
        }

        var at = lineEnd + 1;
        var start = at;
        var fields = new Fields { KeepsAlive = bytes[7] == (byte)'1' };
        while (true)
        {
            var end = UnfoldLine(bytes, at);
            line = WithoutCr(bytes[at..end]);
            if (line.IsEmpty)
            {
                head.Headers = start..at;
                return Conclude(fields, ref head);
            }

            if (!TryParseHeader(line, at, ref fields, ref head))
            {
                return false;
            }

            at = end + 1;
        }
    }

    private static bool TryParseStatus(ReadOnlySpan<byte> line, ref AnswerHead head)
    {
        if (line.Length < StatusLength
            || !CanBegin(line)
            || line[7] is not ((byte)'0' or (byte)'1')
            || line[8] != (byte)' '
            || (line.Length > StatusLength && line[StatusLength] != (byte)' ')
            || !Utf8Parser.TryParse(line.Slice(9, 3), out uint status, out var digits)
            || digits != 3
            || status < 100)
        {
            return false;
        }

        head.StatusCode = (int)status;
        head.Reason = Math.Min(StatusLength + 1, line.Length)..line.Length;
        return true;
    }

    /// <summary>Where the line ends, lines that continue it included; their line ends become spaces.</summary>
    private static int UnfoldLine(Span<byte> bytes, int at)
    {
        var end = at + bytes[at..].IndexOf(Lf);
        while (end + 1 < bytes.Length && bytes[end + 1] is (byte)' ' or (byte)'\t' && end > at)
        {
            bytes[end] = (byte)' ';
            if (bytes[end - 1] == Cr)
            {
                bytes[end - 1] = (byte)' ';
            }

            end += 1 + bytes[(end + 1)..].IndexOf(Lf);
        }

        return end;
    }

    private static bool TryParseHeader(ReadOnlySpan<byte> line, int at, ref Fields fields, ref AnswerHead head)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (name.ContainsAnyExcept(TokenBytes) || value.ContainsAny(Forbidden))
        {
            return false;
        }

        switch (name.Length)
        {
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                return TryParseLength(value, ref fields);
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                fields.HasCoding = true;
                fields.IsChunked = Ascii.EqualsIgnoreCase(LastOf(value), "chunked"u8);
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                fields.KeepsAlive &= !HasClose(value);
                break;
            case 11 when Ascii.EqualsIgnoreCase(name, "Retry-After"u8):
                var start = at + colon + 1 + line[(colon + 1)..].IndexOfAnyExcept(" \t"u8);
                head.RetryAfter = value.IsEmpty ? default : start..(start + value.Length);
                break;
        }

        return true;
    }

    private static bool TryParseLength(ReadOnlySpan<byte> value, ref Fields fields)
    {
        // 18 digits fit into a long.
        if (value.IsEmpty
            || value.Length > 18
            || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out _)
            || (fields.Length is { } before && before != length))
        {
            return false;
        }

        fields.Length = length;
        return true;
    }

    private static bool Conclude(in Fields fields, ref AnswerHead head)
    {
        head.KeepsAlive = fields.KeepsAlive;
        if (head.StatusCode is 204 or 304 || head.IsInterim)
        {
            // Who announces a body all the same may send it, too: it must not be taken for the next answer.
            head.KeepsAlive &= !fields.HasCoding && fields.Length is null or 0;
            return true;
        }

        if (fields.HasCoding)
        {
            // Both say where the body ends: whoever is lied to, it is not the next answer on this connection (RFC 9112, 6.3).
            head.KeepsAlive &= fields.Length is null;
            head.Body = fields.IsChunked ? BodyKind.Chunked : BodyKind.UntilClose;
        }
        else if (fields.Length is { } length)
        {
            head.ContentLength = length;
        }
        else
        {
            head.Body = BodyKind.UntilClose;
        }

        head.KeepsAlive &= head.Body != BodyKind.UntilClose && head.StatusCode != 101;
        return true;
    }

    private static bool HasClose(ReadOnlySpan<byte> options)
    {
        foreach (var option in options.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(options[option].Trim(" \t"u8), "close"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> LastOf(ReadOnlySpan<byte> list) => list[(list.LastIndexOf((byte)',') + 1)..].Trim(" \t"u8);

    private static Span<byte> WithoutCr(Span<byte> line) => line is [.. var rest, Cr] ? rest : line;

    /// <summary>What the header lines said so far.</summary>
    private struct Fields
    {
        public long? Length;
        public bool HasCoding;
        public bool IsChunked;
        public bool KeepsAlive;
    }
}
