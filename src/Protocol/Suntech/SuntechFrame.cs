using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Where a frame ends: text with CR (which is no end within the data of an external device), a zip report by its length,
/// and a CR or LF between frames is one of its own.
/// </summary>
internal static class SuntechFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 4 * 1024;

    /// <summary>Type and length.</summary>
    public const int ZipHeadLength = 1 + sizeof(ushort);

    public const byte End = (byte)'\r';

    /// <summary>Type and length, device id.</summary>
    private const int MinZipLength = 5;

    public static bool IsLineEnd(byte first) => first is (byte)'\r' or (byte)'\n';

    /// <summary>Whether a frame that begins so is a report in binary.</summary>
    public static bool IsZip(byte first) => first == ZipReport.Start || first is >= 0x80 and <= 0x9F;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (buffer.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        var available = (int)Math.Min(buffer.Length, MaxLength);
        scoped var bytes = buffer.FirstSpan;
        if (bytes.Length < available)
        {
            Span<byte> copy = stackalloc byte[available];
            buffer.Slice(0, available).CopyTo(copy);
            return Find(copy, out length, out fault);
        }

        return Find(bytes[..available], out length, out fault);
    }

    private static FrameStatus Find(ReadOnlySpan<byte> bytes, out int length, out FrameFault fault)
    {
        fault = FrameFault.None;
        if (IsLineEnd(bytes[0]))
        {
            length = 1;
            return FrameStatus.Complete;
        }

        return IsZip(bytes[0]) ? FindZip(bytes, out length, out fault) : FindText(bytes, out length, out fault);
    }

    private static FrameStatus FindZip(ReadOnlySpan<byte> bytes, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (bytes.Length < ZipHeadLength)
        {
            return FrameStatus.NeedMore;
        }

        int counted = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        length = ZipHeadLength + counted + (bytes[0] == ZipReport.Start ? 1 : 0);
        if (counted < MinZipLength || length > MaxLength)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        if (bytes.Length < length)
        {
            return FrameStatus.NeedMore;
        }

        if (bytes[0] == ZipReport.Start && bytes[length - 1] != ZipReport.End)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        return FrameStatus.Complete;
    }

    private static FrameStatus FindText(ReadOnlySpan<byte> bytes, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (!char.IsAsciiLetterUpper((char)bytes[0]))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        var data = SerialData.Locate(bytes);
        var end = data.IsCut ? -1 : bytes[data.End..].IndexOf(End);
        if (end >= 0)
        {
            length = data.End + end + 1;
            return FrameStatus.Complete;
        }

        if (bytes.Length < MaxLength)
        {
            return FrameStatus.NeedMore;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }
}
