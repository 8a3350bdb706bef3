using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// Where a frame ends. Its first two bytes tell which of the three kinds it is: FF is a ping, 00 0F a login (length of
/// the IMEI), 00 00 the start of a packet's four zero bytes.
/// </summary>
internal static class TeltonikaFrame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The single byte that keeps a connection open.</summary>
    public const byte Ping = 0xFF;

    /// <summary>Digits of an IMEI (3GPP TS 23.003); the vendor's login has no other length.</summary>
    public const int ImeiLength = 15;

    /// <summary>Bytes of the login's length field.</summary>
    public const int LoginHeaderLength = sizeof(ushort);

    /// <summary>Four zero bytes and the length of what stands between them and the checksum.</summary>
    public const int HeaderLength = 8;

    /// <summary>The checksum, 16 bits in four bytes.</summary>
    public const int TrailerLength = 4;

    /// <summary>Codec id and the two record counts.</summary>
    public const int MinDataLength = 3;

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        Span<byte> copy = stackalloc byte[HeaderLength];
        scoped var head = buffer.FirstSpan;
        if (head.Length < HeaderLength)
        {
            var available = (int)Math.Min(buffer.Length, HeaderLength);
            buffer.Slice(0, available).CopyTo(copy);
            head = copy[..available];
        }

        if (head.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        if (head[0] == Ping)
        {
            length = 1;
            return FrameStatus.Complete;
        }

        if (head[0] != 0)
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        if (head.Length < LoginHeaderLength)
        {
            return FrameStatus.NeedMore;
        }

        return head[1] == 0
            ? FindPacket(head, buffer.Length, out length, out fault)
            : FindLogin(head[1], buffer.Length, out length);
    }

    private static FrameStatus FindLogin(byte idLength, long available, out int length)
    {
        // With another length no id follows that could be read: the length alone is the frame, so that the session
        // refuses it at once instead of waiting for bytes that may never come.
        length = LoginHeaderLength + (idLength == ImeiLength ? ImeiLength : 0);
        return available >= length ? FrameStatus.Complete : FrameStatus.NeedMore;
    }

    private static FrameStatus FindPacket(ReadOnlySpan<byte> head, long available, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (head[..Math.Min(head.Length, sizeof(uint))].ContainsAnyExcept((byte)0))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        if (head.Length < HeaderLength)
        {
            return FrameStatus.NeedMore;
        }

        var dataLength = BinaryPrimitives.ReadUInt32BigEndian(head[sizeof(uint)..]);
        if (dataLength is < MinDataLength or > MaxLength - HeaderLength - TrailerLength)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        length = HeaderLength + (int)dataLength + TrailerLength;
        return available >= length ? FrameStatus.Complete : FrameStatus.NeedMore;
    }
}
