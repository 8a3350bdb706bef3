using System.Buffers;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Gt06;

/// <summary>
/// Where a frame ends: where its length field says, if the stop bytes stand there. Clones count wrongly; their frame
/// ends at the first stop bytes. Lists of Wi-Fi stations have the number of stations in place of a length, and end
/// where their two counts say. In each case the end does not depend on how the bytes arrive.
/// </summary>
internal static class Gt06Frame
{
    /// <summary>The most bytes of a frame.</summary>
    public const int MaxLength = 8 * 1024;

    public const byte ShortStart = 0x78;
    public const byte LongStart = 0x79;

    /// <summary>Start, length, type, stop.</summary>
    public const int MinLength = 6;

    /// <summary>How far beyond its length field a frame may end.</summary>
    private const int MaxMiscount = 512;

    private const int StopLength = 2;
    private const int TimeLength = 6;

    /// <summary>A station's address and signal.</summary>
    private const int StationLength = 7;

    /// <summary>Area, cell, signal.</summary>
    private const int CellLength = 5;

    /// <summary>Start, length, type.</summary>
    private const int ShortHeadLength = 4;

    private static ReadOnlySpan<byte> Stop => "\r\n"u8;

    /// <summary>Whether a frame is a list of Wi-Fi stations, without a length and a checksum.</summary>
    public static bool IsWifi(byte type, byte lengthField) =>
        type == Gt06Type.Wifi || (type == Gt06Type.GpsCard && lengthField < 0x20);

    public static FrameStatus Find(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        Span<byte> head = stackalloc byte[ShortHeadLength];
        var available = (int)Math.Min(buffer.Length, head.Length);
        buffer.Slice(0, available).CopyTo(head);
        head = head[..available];
        if (head.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        if (head[0] is not (ShortStart or LongStart) || (head.Length > 1 && head[1] != head[0]))
        {
            fault = FrameFault.Garbage;
            return FrameStatus.Invalid;
        }

        if (head.Length < ShortHeadLength)
        {
            return FrameStatus.NeedMore;
        }

        if (head[0] == LongStart)
        {
            return FindStop(buffer, 2 + sizeof(ushort), (head[2] << 8) | head[3], out length, out fault);
        }

        return IsWifi(head[3], head[2])
            ? FindWifi(buffer, head[2], out length, out fault)
            : FindStop(buffer, 2 + sizeof(byte), head[2], out length, out fault);
    }

    private static FrameStatus FindStop(
        in ReadOnlySequence<byte> buffer, int start, int lengthField, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        var claimed = start + lengthField + StopLength;
        if (lengthField == 0 || claimed > MaxLength)
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        if (buffer.Length < claimed)
        {
            return FrameStatus.NeedMore;
        }

        if (EndsAt(buffer, claimed))
        {
            length = claimed;
            return FrameStatus.Complete;
        }

        var limit = Math.Min(claimed + MaxMiscount, MaxLength);
        var reader = new SequenceReader<byte>(buffer.Slice(0, Math.Min(limit, buffer.Length)));
        reader.Advance(ShortHeadLength);
        if (reader.TryReadTo(out ReadOnlySequence<byte> _, Stop))
        {
            length = (int)reader.Consumed;
            return FrameStatus.Complete;
        }

        if (buffer.Length < limit)
        {
            return FrameStatus.NeedMore;
        }

        fault = FrameFault.Length;
        return FrameStatus.Invalid;
    }

    private static FrameStatus FindWifi(
        in ReadOnlySequence<byte> buffer, int stations, out int length, out FrameFault fault)
    {
        length = 0;
        fault = FrameFault.None;
        var countAt = ShortHeadLength + TimeLength + (stations * StationLength);
        if (buffer.Length <= countAt)
        {
            return FrameStatus.NeedMore;
        }

        // The count, the network's country and operator, the cells.
        var cells = buffer.Slice(countAt, 1).FirstSpan[0];
        var end = countAt + 1 + 3 + (cells * CellLength) + StopLength;
        if (buffer.Length < end)
        {
            return FrameStatus.NeedMore;
        }

        if (!EndsAt(buffer, end))
        {
            fault = FrameFault.Length;
            return FrameStatus.Invalid;
        }

        length = end;
        return FrameStatus.Complete;
    }

    private static bool EndsAt(in ReadOnlySequence<byte> buffer, int end)
    {
        Span<byte> stop = stackalloc byte[StopLength];
        buffer.Slice(end - StopLength, StopLength).CopyTo(stop);
        return stop.SequenceEqual(Stop);
    }
}
