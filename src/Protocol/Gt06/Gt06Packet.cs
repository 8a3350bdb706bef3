using System.Buffers.Binary;
using Gateway.Protocol.Checksums;

namespace Gateway.Protocol.Gt06;

/// <summary>The parts of a frame: start, length, type, content, serial number, checksum, stop.</summary>
internal readonly ref struct Gt06Packet
{
    /// <summary>Serial number, checksum, stop.</summary>
    private const int TailLength = 6;

    private const int StartLength = 2;
    private const int StopLength = 2;

    /// <param name="frame">At least <see cref="Gt06Frame.MinLength"/> bytes with a right start.</param>
    public Gt06Packet(ReadOnlySpan<byte> frame)
    {
        IsLong = frame[0] == Gt06Frame.LongStart;
        var lengthEnd = StartLength + (IsLong ? sizeof(ushort) : sizeof(byte));
        var lengthField = IsLong ? BinaryPrimitives.ReadUInt16BigEndian(frame[StartLength..]) : frame[StartLength];
        Type = frame[lengthEnd];
        Rest = frame[(lengthEnd + 1)..];
        Content = Rest[..Math.Max(0, Rest.Length - TailLength)];
        Serial = BinaryPrimitives.ReadUInt16BigEndian(frame[^TailLength..]);
        IsWifi = !IsLong && Gt06Frame.IsWifi(Type, frame[StartLength]);
        IsWhole = frame.Length >= lengthEnd + 1 + TailLength
            && lengthField == frame.Length - lengthEnd - StopLength
            && frame[^2] == '\r'
            && frame[^1] == '\n'
            && Crc16.X25.Compute(frame[StartLength..^(StopLength + sizeof(ushort))])
                == BinaryPrimitives.ReadUInt16BigEndian(frame[^(StopLength + sizeof(ushort))..]);
    }

    /// <summary>A frame with 7979 and two bytes of length.</summary>
    public bool IsLong { get; }

    /// <summary>From the type to the checksum, as the length field has it where it is right.</summary>
    public int Length => Content.Length + 5;

    public byte Type { get; }

    public ushort Serial { get; }

    public bool IsWifi { get; }

    /// <summary>Whether length, checksum and stop are right. The checksum stands over length to serial number.</summary>
    public bool IsWhole { get; }

    /// <summary>What stands between type and serial number.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>All after the type, for frames that lack their tail.</summary>
    public ReadOnlySpan<byte> Rest { get; }
}
