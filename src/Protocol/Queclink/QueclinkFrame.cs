using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink;

/// <summary>Where a frame ends.</summary>
internal static class QueclinkFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 4096;

    /// <summary>Bytes of the letters that start a HEX frame.</summary>
    public const int HexHeadLength = 4;

    /// <summary>Checksum and CR LF at the end of a HEX frame.</summary>
    public const int HexTrailerLength = 4;

    /// <summary>The end of a text frame and of the newer binary ones.</summary>
    public const byte Tail = (byte)'$';

    /// <summary>The bytes that the longest start of a frame needs until its length is known.</summary>
    private const int StartLength = 11;

    private const int MinBinaryLength = 16;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        Span<byte> copy = stackalloc byte[StartLength];
        scoped var start = buffer.FirstSpan;
        if (start.Length < StartLength)
        {
            var available = (int)Math.Min(buffer.Length, StartLength);
            buffer.Slice(0, available).CopyTo(copy);
            start = copy[..available];
        }

        if (start.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        switch (FormOf(start, out var isCertain))
        {
            case FrameForm.Filler:
                length = FillerLength(start);
                return FrameStatus.Complete;
            case FrameForm.Unknown:
                fault = FrameFault.Garbage;
                return FrameStatus.Invalid;
            case var _ when !isCertain:
                return FrameStatus.NeedMore;
            case FrameForm.Text:
                return FindTail(in buffer, out length, out fault);
            case FrameForm.Hex:
                return FindBinary(start, HexLengthField(start), buffer.Length, out length, out fault);
            case FrameForm.Report:
                return FindBinary(start, (2, sizeof(ushort)), buffer.Length, out length, out fault);
            default:
                return FindBinary(start, (2, sizeof(byte)), buffer.Length, out length, out fault);
        }
    }

    /// <summary>
    /// The form of a frame by its first bytes. Where these are too few to tell, one that is still possible and
    /// <paramref name="isCertain"/> false.
    /// </summary>
    public static FrameForm FormOf(ReadOnlySpan<byte> start, out bool isCertain)
    {
        isCertain = true;
        switch (start)
        {
            case [0 or (byte)'\r' or (byte)'\n', ..]:
                return FrameForm.Filler;
            case [(byte)'+' or (byte)'-', 0, ..]:
                return FrameForm.Report;
            case [(byte)'+', 0x10, ..]:
                return FrameForm.Heartbeat;
            case [(byte)'+' or (byte)'-']:
                isCertain = false;
                return FrameForm.Text;
        }

        foreach (var isWhole in (ReadOnlySpan<bool>)[true, false])
        {
            isCertain = isWhole;
            if (IsText(start, isWhole))
            {
                return FrameForm.Text;
            }

            if (isWhole ? HexLengthField(start).Size > 0 : MayBecomeHex(start))
            {
                return FrameForm.Hex;
            }
        }

        return FrameForm.Unknown;
    }

    /// <summary>Where the length stands in a HEX frame that starts so; size 0 where it does not start one.</summary>
    private static (int Offset, int Size) HexLengthField(ReadOnlySpan<byte> start)
    {
        if (start.Length < HexHeadLength)
        {
            return default;
        }

        var head = start[..HexHeadLength];
        if (head.SequenceEqual("+RSP"u8) || head.SequenceEqual("+EVT"u8) || head.SequenceEqual("+BSP"u8) || head.SequenceEqual("+BVT"u8))
        {
            return (9, sizeof(ushort));
        }

        if (head.SequenceEqual("+INF"u8) || head.SequenceEqual("+BNF"u8))
        {
            return (7, sizeof(ushort));
        }

        if (head.SequenceEqual("+CRD"u8) || head.SequenceEqual("+BRD"u8) || head.SequenceEqual("+LGN"u8))
        {
            return (6, sizeof(ushort));
        }

        if (head.SequenceEqual("+HBD"u8))
        {
            return (5, sizeof(byte));
        }

        return head.SequenceEqual("+ACK"u8) && start.Length > HexHeadLength && start[HexHeadLength] != (byte)':'
            ? (6, sizeof(byte))
            : default;
    }

    private static bool IsText(ReadOnlySpan<byte> start, bool isWhole)
    {
        return Matches(start, "+RESP:GT"u8) || Matches(start, "+BUFF:GT"u8) || Matches(start, "+ACK:GT"u8);

        bool Matches(ReadOnlySpan<byte> start, ReadOnlySpan<byte> head) =>
            isWhole ? start.StartsWith(head) : start.Length < head.Length && head.StartsWith(start);
    }

    private static bool MayBecomeHex(ReadOnlySpan<byte> start) => start.Length < HexHeadLength
        && ("+RSP"u8.StartsWith(start) || "+EVT"u8.StartsWith(start) || "+BSP"u8.StartsWith(start)
            || "+BVT"u8.StartsWith(start) || "+INF"u8.StartsWith(start) || "+BNF"u8.StartsWith(start)
            || "+CRD"u8.StartsWith(start) || "+BRD"u8.StartsWith(start) || "+LGN"u8.StartsWith(start)
            || "+HBD"u8.StartsWith(start));

    private static int FillerLength(ReadOnlySpan<byte> start)
    {
        var other = start.IndexOfAnyExcept((byte)0, (byte)'\r', (byte)'\n');
        return Math.Min(other < 0 ? start.Length : other, MaxLength);
    }

    /// <summary>Text ends with a dollar sign, on some models with a zero byte.</summary>
    private static FrameStatus FindTail(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        var within = 0;
        foreach (var piece in buffer)
        {
            var span = piece.Span;
            if (span.Length > MaxLength - within)
            {
                span = span[..(MaxLength - within)];
            }

            var end = span.IndexOfAny(Tail, (byte)0);
            if (end >= 0)
            {
                length = within + end + 1;
                return FrameStatus.Complete;
            }

            within += span.Length;
            if (within == MaxLength)
            {
                fault = FrameFault.Length;
                return FrameStatus.Invalid;
            }
        }

        return FrameStatus.NeedMore;
    }

    private static FrameStatus FindBinary(
        ReadOnlySpan<byte> start, (int Offset, int Size) field, long available, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (start.Length < field.Offset + field.Size)
        {
            return FrameStatus.NeedMore;
        }

        int told = field.Size == sizeof(byte)
            ? start[field.Offset]
            : BinaryPrimitives.ReadUInt16BigEndian(start[field.Offset..]);
        if (told is < MinBinaryLength or > MaxLength)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        if (available < told)
        {
            return FrameStatus.NeedMore;
        }

        length = told;
        return FrameStatus.Complete;
    }
}
