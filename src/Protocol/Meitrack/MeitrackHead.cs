using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Meitrack;

/// <summary>What stands before a frame's data: identifier, length, device id, command.</summary>
/// <param name="Identifier">The packet's identifier, which an answer repeats.</param>
/// <param name="Counted">The length field: bytes from the first comma to the line end.</param>
/// <param name="CommaOffset">Where the first comma is.</param>
/// <param name="CommandOffset">Where the command is; the device id ends one byte before.</param>
/// <param name="IsBinary">Whether the data may hold any byte.</param>
internal readonly record struct MeitrackHead(
    byte Identifier, int Counted, int CommaOffset, int CommandOffset, bool IsBinary)
{
    /// <summary>Reads the head of a frame, of which all or some bytes are there.</summary>
    public static FrameStatus Read(ReadOnlySpan<byte> bytes, out MeitrackHead head, out FrameFault fault)
    {
        head = default;
        fault = FrameFault.None;
        for (var i = 0; i < Math.Min(bytes.Length, MeitrackFrame.LengthOffset); i++)
        {
            if (i < MeitrackFrame.IdentifierOffset ? bytes[i] != '$' : !MeitrackFrame.IsIdentifier(bytes[i]))
            {
                return Invalid(FrameFault.Garbage, out fault);
            }
        }

        if (bytes.Length <= MeitrackFrame.LengthOffset)
        {
            return FrameStatus.NeedMore;
        }

        var digits = Digits(bytes[MeitrackFrame.LengthOffset..], MeitrackFrame.MaxLengthDigits, out var counted);
        var comma = MeitrackFrame.LengthOffset + digits;
        if (comma == bytes.Length)
        {
            return digits > MeitrackFrame.MaxLengthDigits ? Invalid(FrameFault.Length, out fault) : FrameStatus.NeedMore;
        }

        if (digits is 0 or > MeitrackFrame.MaxLengthDigits || bytes[comma] != ',')
        {
            return Invalid(FrameFault.Length, out fault);
        }

        var id = bytes[(comma + 1)..];
        var idLength = Digits(id, MeitrackFrame.MaxDeviceIdLength, out _);
        if (idLength > MeitrackFrame.MaxDeviceIdLength || (idLength < id.Length && (idLength == 0 || id[idLength] != ',')))
        {
            return Invalid(FrameFault.Garbage, out fault);
        }

        var command = comma + 1 + idLength + 1;
        if (bytes.Length <= command + MeitrackFrame.CommandLength)
        {
            return FrameStatus.NeedMore;
        }

        var name = bytes.Slice(command, MeitrackFrame.CommandLength);
        head = new MeitrackHead(
            bytes[MeitrackFrame.IdentifierOffset],
            (int)counted,
            comma,
            command,
            name.SequenceEqual("CCC"u8) || name.SequenceEqual("CCE"u8) || name.SequenceEqual("D00"u8));
        return FrameStatus.Complete;
    }

    private static FrameStatus Invalid(FrameFault reason, out FrameFault fault)
    {
        fault = reason;
        return FrameStatus.Invalid;
    }

    /// <summary>How many digits the bytes start with, one more than <paramref name="most"/> at most.</summary>
    private static int Digits(ReadOnlySpan<byte> bytes, int most, out long number)
    {
        number = 0;
        var i = 0;
        for (; i < bytes.Length && i <= most && bytes[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            number = (number * 10) + (bytes[i] - '0');
        }

        return i;
    }
}
