using System.Buffers.Binary;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// Writes one Teltonika data frame: <see cref="Begin"/>, <see cref="Record"/> as often as said, <see cref="End"/>.
/// Layout: https://wiki.teltonika-gps.com/view/Teltonika_Data_Sending_Protocols
/// </summary>
internal ref struct AvlWriter(TeltonikaCodec codec, Span<byte> destination)
{
    /// <summary>Four zero bytes and the length of the data field.</summary>
    public const int HeadLength = 8;

    private readonly Span<byte> _destination = destination;
    private readonly bool _wideId = codec != TeltonikaCodec.Codec8;
    private readonly bool _wideCount = codec == TeltonikaCodec.Codec8Extended;
    private int _position;
    private byte _records;

    public void Begin(byte records)
    {
        _records = records;
        _destination[..HeadLength].Clear();
        _position = HeadLength;
        Byte((byte)codec);
        Byte(records);
    }

    /// <summary>Adds a record. <paramref name="elements"/> must be sorted by size.</summary>
    public void Record(scoped in AvlHeader header, scoped ReadOnlySpan<AvlElement> elements)
    {
        UInt64((ulong)header.TimestampMs);
        Byte(header.Priority);
        UInt32((uint)header.LongitudeE7);
        UInt32((uint)header.LatitudeE7);
        UInt16((ushort)header.AltitudeMetres);
        UInt16(header.CourseDegrees);
        Byte(header.Satellites);
        UInt16(header.SpeedKmh);
        Id(header.EventId);
        if (codec == TeltonikaCodec.Codec16)
        {
            Byte(header.GenerationType);
        }

        Count(elements.Length);
        for (var size = 1; size <= 8; size <<= 1)
        {
            elements = elements[Group(elements, size)..];
        }

        if (_wideCount)
        {
            Count(0);
        }
    }

    /// <summary>Closes the frame and gives its length in bytes.</summary>
    public int End()
    {
        Byte(_records);
        BinaryPrimitives.WriteUInt32BigEndian(_destination[4..], (uint)(_position - HeadLength));
        UInt32(Crc16Arc.Compute(_destination[HeadLength.._position]));
        return _position;
    }

    private int Group(scoped ReadOnlySpan<AvlElement> elements, int size)
    {
        var count = 0;
        while (count < elements.Length && elements[count].Size == size)
        {
            count++;
        }

        Count(count);
        foreach (ref readonly var element in elements[..count])
        {
            Id(element.Id);
            switch (size)
            {
                case 1:
                    Byte((byte)element.Value);
                    break;
                case 2:
                    UInt16((ushort)element.Value);
                    break;
                case 4:
                    UInt32((uint)element.Value);
                    break;
                default:
                    UInt64(element.Value);
                    break;
            }
        }

        return count;
    }

    private void Id(ushort id)
    {
        if (_wideId)
        {
            UInt16(id);
        }
        else
        {
            Byte((byte)id);
        }
    }

    private void Count(int count)
    {
        if (_wideCount)
        {
            UInt16((ushort)count);
        }
        else
        {
            Byte((byte)count);
        }
    }

    private void Byte(byte value) => _destination[_position++] = value;

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_destination[_position..], value);
        _position += sizeof(ushort);
    }

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_destination[_position..], value);
        _position += sizeof(uint);
    }

    private void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_destination[_position..], value);
        _position += sizeof(ulong);
    }
}
