using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// A frame: u16 length of what stands between it and the checksum, u64 IMEI, command, data; u16 checksum. All integers big
/// endian.
/// </summary>
internal static class RuptelaFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 4096;

    /// <summary>Length field and IMEI.</summary>
    public const int CommandOffset = LengthLength + ImeiLength;

    public const int DataOffset = CommandOffset + 1;

    public const int ChecksumLength = sizeof(ushort);

    private const int LengthLength = sizeof(ushort);
    private const int ImeiLength = sizeof(ulong);

    /// <summary>IMEI and command.</summary>
    private const int MinContent = ImeiLength + 1;

    /// <summary>15 digits.</summary>
    private const ulong LargestImei = 999_999_999_999_999;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        Span<byte> copy = stackalloc byte[CommandOffset];
        var available = (int)Math.Min(buffer.Length, CommandOffset);
        buffer.Slice(0, available).CopyTo(copy);
        if (available < LengthLength)
        {
            return FrameStatus.NeedMore;
        }

        int content = BinaryPrimitives.ReadUInt16BigEndian(copy);
        if (!IsLength(content))
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        // An IMEI of 15 digits leaves the first byte, and most of the second, zero: other streams end here.
        if (available > LengthLength && copy[LengthLength] != 0 || (available >= CommandOffset && ImeiOf(copy) > LargestImei))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        length = LengthLength + content + ChecksumLength;
        if (buffer.Length >= length)
        {
            return FrameStatus.Complete;
        }

        length = 0;
        return FrameStatus.NeedMore;
    }

    /// <summary>Whether a connection may begin so; decided by length, IMEI and command.</summary>
    public static Recognition Recognise(ReadOnlySpan<byte> first)
    {
        if (first.Length < LengthLength)
        {
            return first[0] <= MaxLength >> 8 ? Recognition.NeedMore : Recognition.No;
        }

        if (!IsLength(BinaryPrimitives.ReadUInt16BigEndian(first)) || (first.Length > LengthLength && first[LengthLength] != 0))
        {
            return Recognition.No;
        }

        if (first.Length <= CommandOffset)
        {
            return Recognition.NeedMore;
        }

        // A first packet of Galileosky can look the same up to here, and then goes on with the IMEI's digits: no command.
        return ImeiOf(first) is > 0 and <= LargestImei && first[CommandOffset] is not (>= (byte)'0' and <= (byte)'9')
            ? Recognition.Yes
            : Recognition.No;
    }

    /// <summary>Whether the length is what it says, and the IMEI has no more than 15 digits.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame) =>
        frame.Length is >= DataOffset + ChecksumLength and <= MaxLength
        && BinaryPrimitives.ReadUInt16BigEndian(frame) == frame.Length - LengthLength - ChecksumLength
        && ImeiOf(frame) <= LargestImei;

    public static ulong ImeiOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64BigEndian(frame[LengthLength..]);

    /// <summary>CRC-16/KERMIT over IMEI, command and data.</summary>
    public static bool ChecksumHolds(ReadOnlySpan<byte> frame) =>
        Crc16.Kermit.Compute(frame[LengthLength..^ChecksumLength])
            == BinaryPrimitives.ReadUInt16BigEndian(frame[^ChecksumLength..]);

    /// <summary>Writes an answer: length, command, data, checksum over command and data.</summary>
    public static void WriteAnswer(IBufferWriter<byte> reply, byte command, ReadOnlySpan<byte> data)
    {
        var content = 1 + data.Length;
        var bytes = reply.GetSpan(LengthLength + content + ChecksumLength);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)content);
        bytes[LengthLength] = command;
        data.CopyTo(bytes[(LengthLength + 1)..]);
        var checksum = Crc16.Kermit.Compute(bytes.Slice(LengthLength, content));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[(LengthLength + content)..], checksum);
        reply.Advance(LengthLength + content + ChecksumLength);
    }

    private static bool IsLength(int content) => content is >= MinContent and <= MaxLength - LengthLength - ChecksumLength;
}
