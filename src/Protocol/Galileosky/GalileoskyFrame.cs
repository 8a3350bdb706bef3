using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Galileosky;

/// <summary>
/// Where a frame ends. A packet is its header byte, u16 length (little endian, bit 15 means that more is stored), content
/// and u16 checksum. A message of Iridium's DirectIP begins with 01 too, its u16 length is big endian, and what follows is
/// always the 28 bytes of its own head, 01 00 1C: no tag of a packet.
/// </summary>
internal static class GalileoskyFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = HeaderLength + LengthMask + ChecksumLength;

    /// <summary>A packet of tags.</summary>
    public const byte Data = 0x01;

    /// <summary>A part of a photo.</summary>
    public const byte Photo = 0x07;

    /// <summary>What a Garmin display says. The manual: "needs no confirmation from the server".</summary>
    public const byte Garmin = 0x06;

    /// <summary>A packet in the compressed form, an option of newer firmware.</summary>
    public const byte Compressed = 0x08;

    /// <summary>Header byte and length.</summary>
    public const int HeaderLength = 3;

    public const int ChecksumLength = sizeof(ushort);

    private const int LengthMask = 0x7FFF;
    private const int IridiumProbeLength = 6;

    /// <summary>Digits of an IMEI that are enough to tell it from other protocols' numbers.</summary>
    private const int ProbeDigits = 4;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        Span<byte> copy = stackalloc byte[IridiumProbeLength];
        scoped var head = buffer.FirstSpan;
        if (head.Length < IridiumProbeLength)
        {
            var available = (int)Math.Min(buffer.Length, IridiumProbeLength);
            buffer.Slice(0, available).CopyTo(copy);
            head = copy[..available];
        }

        if (head.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        if (!IsHeader(head[0]))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        if (head.Length < IridiumProbeLength)
        {
            // Every frame is longer than this: an empty packet would say nothing.
            return head.Length >= HeaderLength && ContentLength(head) == 0 ? Refuse(out fault) : FrameStatus.NeedMore;
        }

        length = IsIridium(head)
            ? HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(head[1..])
            : HeaderLength + ContentLength(head) + ChecksumLength;
        if (length is <= HeaderLength + ChecksumLength or > MaxLength)
        {
            length = 0;
            return Refuse(out fault);
        }

        return buffer.Length >= length ? FrameStatus.Complete : FrameStatus.NeedMore;
    }

    /// <summary>Whether a frame begins so. All have the same length field and checksum.</summary>
    public static bool IsHeader(byte first) => first is Data or Garmin or Photo or Compressed;

    /// <summary>Whether the frame came through DirectIP.</summary>
    public static bool IsIridium(ReadOnlySpan<byte> frame) => frame is [Data, _, _, 0x01, 0x00, 0x1C, ..];

    /// <summary>
    /// Whether a connection begins so: a packet that names its device, with at most hardware and firmware version (tags
    /// 01 and 02) before the IMEI's digits (03). Decided after 12 bytes. A length of another family may begin with 01
    /// too; the digits tell them apart.
    /// </summary>
    public static Recognition Recognise(ReadOnlySpan<byte> first)
    {
        if (first is not [Data, ..])
        {
            return Recognition.No;
        }

        if (IsIridium(first))
        {
            return Recognition.Yes;
        }

        if (first is [_, _, _, 0x01] or [_, _, _, 0x01, 0x00])
        {
            return Recognition.NeedMore;
        }

        var rest = first[Math.Min(first.Length, HeaderLength)..];
        foreach (var version in (ReadOnlySpan<byte>)[0x01, 0x02])
        {
            rest = !rest.IsEmpty && rest[0] == version ? rest[Math.Min(rest.Length, 2)..] : rest;
        }

        if (rest.IsEmpty)
        {
            return Recognition.NeedMore;
        }

        var digits = rest[1..Math.Min(rest.Length, 1 + ProbeDigits)];
        return rest[0] != GalileoskyTag.Imei || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? Recognition.No
            : digits.Length == ProbeDigits ? Recognition.Yes
            : Recognition.NeedMore;
    }

    /// <summary>Bytes between length and checksum.</summary>
    public static int ContentLength(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt16LittleEndian(frame[1..]) & LengthMask;

    private static FrameStatus Refuse(out FrameFault fault)
    {
        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }
}
