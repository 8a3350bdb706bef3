using System.Buffers;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Wialon;

/// <summary>A line: an identity in some devices, '#', type, '#', body, and a line end.</summary>
internal readonly ref struct WialonLine
{
    /// <summary>The most bytes of a line, its end included.</summary>
    public const int MaxLength = 16 * 1024;

    private WialonLine(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Identity = identity;
        Type = type;
        Body = body;
    }

    public ReadOnlySpan<byte> Identity { get; }

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> Body { get; }

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        if (buffer.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        // A line starts with '#' or the digits of an identity; a line end alone is gone over.
        if (buffer.FirstSpan[0] is not ((byte)'#' or (byte)'\r' or (byte)'\n' or (>= (byte)'0' and <= (byte)'9')))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        var end = buffer.Slice(0, Math.Min(buffer.Length, MaxLength)).PositionOf((byte)'\n');
        if (end is { } position)
        {
            length = (int)buffer.Slice(0, position).Length + 1;
            return FrameStatus.Complete;
        }

        if (buffer.Length < MaxLength)
        {
            return FrameStatus.NeedMore;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }

    /// <summary>Takes a line apart; false where it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> frame, out WialonLine line)
    {
        line = default;
        frame = frame.TrimEnd("\r\n"u8);
        var first = frame.IndexOf((byte)'#');
        if (first < 0)
        {
            return false;
        }

        var rest = frame[(first + 1)..];
        var second = rest.IndexOf((byte)'#');
        if (second < 1)
        {
            return false;
        }

        line = new WialonLine(frame[..first], rest[..second], rest[(second + 1)..]);
        return true;
    }
}
