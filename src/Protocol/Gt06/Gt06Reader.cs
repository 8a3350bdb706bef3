using System.Buffers.Binary;

namespace Gateway.Protocol.Gt06;

/// <summary>
/// Reads big-endian fields. Past the end it gives zeros and <see cref="Failed"/> stays true: ask once, at the end.
/// </summary>
internal ref struct Gt06Reader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public bool Failed { get; private set; }

    public readonly int Left => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public ushort ReadUInt16() => (ushort)ReadNumber(sizeof(ushort));

    public short ReadInt16() => (short)ReadNumber(sizeof(ushort));

    public uint ReadUInt24() => (uint)ReadNumber(3);

    public uint ReadUInt32() => (uint)ReadNumber(sizeof(uint));

    public int ReadInt32() => (int)ReadNumber(sizeof(uint));

    public ulong ReadUInt48() => ReadNumber(6);

    public uint ReadUInt32LittleEndian() => BinaryPrimitives.ReverseEndianness(ReadUInt32());

    public void Skip(int count) => Take(count);

    /// <summary>The next bytes; empty where there are fewer.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private ulong ReadNumber(int bytes)
    {
        ulong value = 0;
        foreach (var part in Take(bytes))
        {
            value = (value << 8) | part;
        }

        return value;
    }
}
