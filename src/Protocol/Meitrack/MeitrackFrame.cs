using System.Buffers;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// Where a frame ends: <c>$$</c>, identifier, length, comma … <c>*</c>, checksum, CR LF. The length counts from the first
/// comma to the last byte. A binary frame ends there; a text frame ends with its checksum and line end, since devices
/// miscount answers to commands.
/// </summary>
internal static class MeitrackFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The most bytes of a frame that ends with its line, so that little is looked through twice.</summary>
    public const int MaxTextLength = 2 * 1024;

    public const int IdentifierOffset = 2;
    public const int LengthOffset = 3;
    public const int MaxLengthDigits = 5;

    /// <summary>An IMEI has 15 digits; some models have shorter numbers.</summary>
    public const int MaxDeviceIdLength = 15;

    public const int CommandLength = 3;

    /// <summary><c>*</c>, two hexadecimal digits, CR LF.</summary>
    public const int TrailerLength = 5;

    /// <summary>From the first comma: comma, id, comma, command, trailer.</summary>
    private const int MinCounted = 1 + 1 + 1 + CommandLength + TrailerLength;

    /// <summary>Up to and with the command, and the comma after it.</summary>
    private const int MaxHeadLength = LengthOffset + MaxLengthDigits + 1 + MaxDeviceIdLength + 1 + CommandLength + 1;

    /// <summary>By so much a text frame may be longer than it says.</summary>
    private const int Slack = 16;

    /// <summary>The identifier of a data packet, by the document.</summary>
    public static bool IsIdentifier(byte value) => value is >= 0x41 and <= 0x7A;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        Span<byte> copy = stackalloc byte[MaxHeadLength];
        scoped var bytes = buffer.FirstSpan;
        if (bytes.Length < MaxHeadLength)
        {
            var available = (int)Math.Min(buffer.Length, MaxHeadLength);
            buffer.Slice(0, available).CopyTo(copy);
            bytes = copy[..available];
        }

        var status = MeitrackHead.Read(bytes, out var head, out fault);
        if (status != FrameStatus.Complete)
        {
            return status;
        }

        if (head.Counted < MinCounted || head.CommaOffset + head.Counted > MaxLength)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        length = head.CommaOffset + head.Counted;
        return head.IsBinary ? FindBinary(in buffer, length, out fault) : FindText(in buffer, ref length, out fault);
    }

    /// <summary>Whether the last bytes are a checksum and a line end.</summary>
    public static bool EndsFrame(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= TrailerLength
        && bytes[^1] == '\n'
        && bytes[^2] == '\r'
        && char.IsAsciiHexDigit((char)bytes[^3])
        && char.IsAsciiHexDigit((char)bytes[^4])
        && bytes[^5] == '*';

    private static FrameStatus FindBinary(in ReadOnlySequence<byte> buffer, int length, out FrameFault fault)
    {
        fault = FrameFault.None;
        if (buffer.Length < length)
        {
            return FrameStatus.NeedMore;
        }

        if (EndsAt(in buffer, length))
        {
            return FrameStatus.Complete;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }

    private static FrameStatus FindText(in ReadOnlySequence<byte> buffer, ref int length, out FrameFault fault)
    {
        fault = FrameFault.None;
        if (buffer.Length >= length && EndsAt(in buffer, length))
        {
            return FrameStatus.Complete;
        }

        var limit = Math.Min(length + Slack, MaxTextLength);
        var reader = new SequenceReader<byte>(buffer.Slice(0, Math.Min(buffer.Length, limit)));
        while (reader.TryAdvanceTo((byte)'\n'))
        {
            if (EndsAt(in buffer, (int)reader.Consumed))
            {
                length = (int)reader.Consumed;
                return FrameStatus.Complete;
            }
        }

        if (buffer.Length < limit || buffer.Length < length)
        {
            return FrameStatus.NeedMore;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }

    private static bool EndsAt(in ReadOnlySequence<byte> buffer, int length)
    {
        if (length < TrailerLength)
        {
            return false;
        }

        Span<byte> tail = stackalloc byte[TrailerLength];
        buffer.Slice(length - TrailerLength, TrailerLength).CopyTo(tail);
        return EndsFrame(tail);
    }
}
