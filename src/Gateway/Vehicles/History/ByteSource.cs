using System.Buffers.Binary;
using System.Text;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>Reads what <see cref="ByteSink"/> wrote. Never reads beyond the bytes.</summary>
/// <exception cref="InvalidDataException">Any method: the bytes end, or say what can't be.</exception>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private const int MaxText = 1024;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public double Double() => BitConverter.UInt64BitsToDouble(UInt64());

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number without an end.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32() => (int)Signed();

    public long Time(long near)
    {
        var value = Unsigned();
        return value == 0 ? TimelineState.NoTime : near + ((long)((value - 1) >> 1) ^ -(long)((value - 1) & 1));
    }

    public Place Place() => new(Int32(), Int32());

    /// <param name="known">A text that is likely to be the same: taken instead of a new one.</param>
    public string? Text(string? known = null)
    {
        var length = Unsigned();
        if (length == 0)
        {
            return null;
        }

        if (length > MaxText)
        {
            throw new InvalidDataException("A text too long.");
        }

        var bytes = Take((int)length - 1);
        Span<char> text = stackalloc char[MaxText];
        var chars = text[..Encoding.UTF8.GetChars(bytes, text)];
        return known is not null && chars.SequenceEqual(known) ? known : new string(chars);
    }

    public int Count(int most)
    {
        var count = Unsigned();
        return count <= (ulong)most ? (int)count : throw new InvalidDataException("An impossible count.");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw new InvalidDataException("The bytes end too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
