using System.Buffers.Binary;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// Reads big-endian fields one after the other. Past the end it gives zeros, and <see cref="Failed"/> stays true.
/// </summary>
internal ref struct Jt808Reader(ReadOnlySpan<byte> span)
{
    private ReadOnlySpan<byte> _rest = span;

    public bool Failed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(sizeof(byte)) is [var value] ? value : (byte)0;

    public ushort ReadUInt16() =>
        Take(sizeof(ushort)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint ReadUInt32() =>
        Take(sizeof(uint)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ReadOnlySpan<byte> ReadBytes(int count) => Take(count);

    public void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
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
}
