using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Protocol.Meitrack;

/// <summary>Frames to the device: as from it, but beginning with <c>@@</c>.</summary>
internal static class MeitrackReply
{
    private const int MaxLength = 96;

    /// <summary>The packet identifier of a request that answers nothing.</summary>
    private const byte OwnIdentifier = (byte)'O';

    /// <summary>Command and count: the records that the device may delete, for CCC.</summary>
    public static void WriteCount(
        IBufferWriter<byte> reply, byte identifier, ReadOnlySpan<byte> id, ReadOnlySpan<byte> command, int count)
    {
        Span<byte> content = stackalloc byte[16];
        command.CopyTo(content);
        content[command.Length] = (byte)',';
        Utf8Formatter.TryFormat(count, content[(command.Length + 1)..], out var digits);
        Write(reply, identifier, id, content[..(command.Length + 1 + digits)]);
    }

    /// <summary>Asks for the first packet of the picture that the device has just taken.</summary>
    public static void WritePhotoRequest(IBufferWriter<byte> reply, ReadOnlySpan<byte> id) =>
        Write(reply, OwnIdentifier, id, "D00,camera_picture.jpg,0"u8);

    private static void Write(IBufferWriter<byte> reply, byte identifier, ReadOnlySpan<byte> id, ReadOnlySpan<byte> content)
    {
        var frame = reply.GetSpan(MaxLength);
        "@@"u8.CopyTo(frame);
        frame[2] = identifier;
        Utf8Formatter.TryFormat(1 + id.Length + 1 + content.Length + MeitrackFrame.TrailerLength, frame[3..], out var digits);
        var end = 3 + digits;
        frame[end++] = (byte)',';
        id.CopyTo(frame[end..]);
        end += id.Length;
        frame[end++] = (byte)',';
        content.CopyTo(frame[end..]);
        end += content.Length;
        frame[end++] = (byte)'*';
        byte sum = 0;
        foreach (var value in frame[..end])
        {
            sum += value;
        }

        Utf8Formatter.TryFormat(sum, frame[end..], out _, new StandardFormat('X', 2));
        end += 2;
        "\r\n"u8.CopyTo(frame[end..]);
        reply.Advance(end + 2);
    }
}
