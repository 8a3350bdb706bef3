using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Checksums;

namespace Gateway.Protocol.Gt06;

/// <summary>Writes answers: a frame with the type and serial number of what it answers.</summary>
internal static class Gt06Reply
{
    /// <summary>The most content of an answer.</summary>
    private const int MaxContent = 32;

    private static ReadOnlySpan<byte> NoAddress => "NA&&NA&&0##"u8;

    /// <summary>A frame.</summary>
    public static void Write(
        IBufferWriter<byte> reply, bool isLong, byte type, ReadOnlySpan<byte> content, ushort serial)
    {
        // Type, content, serial number, checksum.
        var length = 1 + content.Length + sizeof(ushort) + sizeof(ushort);
        var start = isLong ? Gt06Frame.LongStart : Gt06Frame.ShortStart;
        var frame = reply.GetSpan(MaxContent + 16);
        var at = 0;
        frame[at++] = start;
        frame[at++] = start;
        if (isLong)
        {
            frame[at++] = 0;
        }

        frame[at++] = (byte)length;
        frame[at++] = type;
        content.CopyTo(frame[at..]);
        at += content.Length;
        BinaryPrimitives.WriteUInt16BigEndian(frame[at..], serial);
        at += sizeof(ushort);
        BinaryPrimitives.WriteUInt16BigEndian(frame[at..], Crc16.X25.Compute(frame[2..at]));
        at += sizeof(ushort);
        frame[at++] = (byte)'\r';
        frame[at++] = (byte)'\n';
        reply.Advance(at);
    }

    /// <summary>A Wi-Fi list's answer: no length, no checksum; its own time.</summary>
    public static void WriteWifi(IBufferWriter<byte> reply, byte type, ReadOnlySpan<byte> time)
    {
        var frame = reply.GetSpan(12);
        frame[0] = Gt06Frame.ShortStart;
        frame[1] = Gt06Frame.ShortStart;
        frame[2] = 0;
        frame[3] = type;
        time[..6].CopyTo(frame[4..]);
        frame[10] = (byte)'\r';
        frame[11] = (byte)'\n';
        reply.Advance(12);
    }

    /// <summary>The time, UTC.</summary>
    public static void WriteTime(IBufferWriter<byte> reply, DateTimeOffset now, ushort serial) => Write(
        reply,
        isLong: false,
        Gt06Type.TimeRequest,
        [(byte)(now.Year % 100), (byte)now.Month, (byte)now.Day, (byte)now.Hour, (byte)now.Minute, (byte)now.Second],
        serial);

    /// <summary>That the server has no address for the place: length, the server's flag, text.</summary>
    public static void WriteNoAddress(IBufferWriter<byte> reply)
    {
        Span<byte> content = stackalloc byte[1 + sizeof(uint) + NoAddress.Length];
        content.Clear();
        content[0] = (byte)NoAddress.Length;
        NoAddress.CopyTo(content[(1 + sizeof(uint))..]);
        Write(reply, isLong: true, Gt06Type.AddressAnswer, content, 0);
    }

    /// <summary>Asks for a piece of a picture.</summary>
    public static void WritePhotoRequest(IBufferWriter<byte> reply, uint photo, uint offset, uint left)
    {
        const ushort PieceLength = 1024;
        Span<byte> content = stackalloc byte[10];
        BinaryPrimitives.WriteUInt32BigEndian(content, photo);
        BinaryPrimitives.WriteUInt32BigEndian(content[4..], offset);
        BinaryPrimitives.WriteUInt16BigEndian(content[8..], (ushort)Math.Min(left, PieceLength));
        Write(reply, isLong: false, Gt06Type.LongPhotoData, content, 0);
    }
}
