using System.Buffers.Binary;
using System.Text;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>Writes the primitives of states and history into a buffer that grows. A field of its owner, passed by reference.</summary>
internal struct ByteSink
{
    private const int LeastCapacity = 64;
    private const int MaxVarint = 10;

    private byte[]? _bytes;

    public int Length { get; set; }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public readonly ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public readonly int Capacity => _bytes?.Length ?? 0;

    /// <summary>Forgets the content; gives a buffer back that is larger than it may be.</summary>
    public void Clear(int mostKept)
    {
        Length = 0;
        if (Capacity > mostKept)
        {
            _bytes = null;
        }
    }

    public void Byte(byte value)
    {
        Grow(1);
        _bytes![Length++] = value;
    }

    public void UInt32(uint value)
    {
        Grow(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(uint);
    }

    public void UInt64(ulong value)
    {
        Grow(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(ulong);
    }

    public void Double(double value) => UInt64(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Base 128, low group first.</summary>
    public void Unsigned(ulong value)
    {
        Grow(MaxVarint);
        while (value >= 0x80)
        {
            _bytes![Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes![Length++] = (byte)value;
    }

    /// <summary>Zigzag: 0, -1, 1 become 0, 1, 2.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>One byte for "none", else the difference to another time, not zero in its code.</summary>
    public void Time(long value, long near) => Unsigned(
        value == TimelineState.NoTime ? 0 : ZigZag(value - near) + 1);

    public void Place(Place value)
    {
        Signed(value.LatitudeE7);
        Signed(value.LongitudeE7);
    }

    /// <summary>0 for null, else length + 1 and UTF-8.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Unsigned(0);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)count + 1);
        Grow(count);
        Length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(Length));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Grow(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Grow(int count)
    {
        if (Capacity < Length + count)
        {
            Array.Resize(ref _bytes, Math.Max(Math.Max(Length + count, Capacity * 3 / 2), LeastCapacity));
        }
    }
}
