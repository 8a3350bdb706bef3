using System.Buffers.Binary;

namespace Gateway.Protocol.Reports;

/// <summary>
/// Reads the report format's primitives. Past the end, or on an impossible value, it gives zeros and
/// <see cref="Failed"/> stays true: ask once, at the end.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> span)
{
    private ReadOnlySpan<byte> _rest = span;

    public bool Failed { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte ReadByte()
    {
        if (_rest.IsEmpty)
        {
            Failed = true;
            return 0;
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public uint ReadUInt32()
    {
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(_rest, out var value))
        {
            return (uint)Fail();
        }

        _rest = _rest[sizeof(uint)..];
        return value;
    }

    public int ReadInt32() => (int)ReadUInt32();

    public double ReadDouble()
    {
        if (!BinaryPrimitives.TryReadDoubleLittleEndian(_rest, out var value))
        {
            return Fail();
        }

        _rest = _rest[sizeof(double)..];
        return value;
    }

    public ulong ReadUnsigned()
    {
        ulong value = 0;
        for (var i = 0; i < CompactWriter.MaxVarint && i < _rest.Length; i++)
        {
            ulong group = _rest[i];
            value |= (group & 0x7F) << (7 * i);
            if (group < 0x80)
            {
                // The tenth byte has room for the 64th bit only.
                Failed |= i == CompactWriter.MaxVarint - 1 && group > 1;
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        return Fail();
    }

    public long ReadSigned() => Unzigzag(ReadUnsigned());

    public double ReadNumber(double scale)
    {
        var value = ReadUnsigned();
        if ((value & 1) == 0)
        {
            return Unzigzag(value >> 1) / scale;
        }

        Failed |= value != 1;
        return ReadDouble();
    }

    /// <summary>A number of at most <paramref name="max"/>.</summary>
    public ulong ReadUnsigned(ulong max)
    {
        var value = ReadUnsigned();
        return value <= max ? value : Fail();
    }

    /// <summary>A number that fits an <see cref="int"/>.</summary>
    public int ReadInteger()
    {
        var value = ReadSigned();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : (int)Fail();
    }

    public void ReadText(ref DeviceText text)
    {
        var length = ReadByte();
        if (length > _rest.Length || !text.TrySet(_rest[..length]))
        {
            Fail();
            return;
        }

        _rest = _rest[length..];
    }

    private static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private ulong Fail()
    {
        Failed = true;
        _rest = default;
        return 0;
    }
}
