using System.Buffers.Binary;

namespace Gateway.Protocol.Reports;

/// <summary>Writes the report format's primitives. The caller gives a span that is large enough.</summary>
internal ref struct CompactWriter(Span<byte> span)
{
    /// <summary>The most bytes of <see cref="WriteUnsigned"/>.</summary>
    public const int MaxVarint = 10;

    /// <summary>The most bytes of <see cref="WriteNumber"/>.</summary>
    public const int MaxNumber = 9;

    /// <summary>Up to here a double holds every integer, so that fixed point can be exact.</summary>
    private const double MaxFixedPoint = 1L << 52;

    private readonly Span<byte> _span = span;

    public int Position { get; private set; }

    public void WriteByte(byte value) => _span[Position++] = value;

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_span[Position..], value);
        Position += sizeof(uint);
    }

    public void WriteInt32(int value) => WriteUInt32((uint)value);

    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_span[Position..], value);
        Position += sizeof(double);
    }

    /// <summary>Base-128, low group first, high bit set on all but the last byte.</summary>
    public void WriteUnsigned(ulong value)
    {
        var at = Position;
        while (value >= 0x80)
        {
            _span[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _span[at++] = (byte)value;
        Position = at;
    }

    /// <summary>Zigzag: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Twice the zigzag of <c>value * scale</c> where that is exact, else a 1 and the raw double.</summary>
    public void WriteNumber(double value, double scale)
    {
        if (TryScale(value, scale, out var units))
        {
            WriteUnsigned((ulong)((units << 1) ^ (units >> 63)) << 1);
            return;
        }

        WriteByte(1);
        WriteDouble(value);
    }

    public void WriteText(in DeviceText text)
    {
        var bytes = DeviceText.AsSpan(in text);
        WriteByte((byte)bytes.Length);
        bytes.CopyTo(_span[Position..]);
        Position += bytes.Length;
    }

    /// <summary>Whether <c>units / scale</c> is bit for bit <paramref name="value"/>.</summary>
    public static bool TryScale(double value, double scale, out long units)
    {
        var scaled = value * scale;
        if (!(Math.Abs(scaled) <= MaxFixedPoint))
        {
            units = 0;
            return false;
        }

        units = (long)Math.Round(scaled);
        return BitConverter.DoubleToInt64Bits(units / scale) == BitConverter.DoubleToInt64Bits(value);
    }
}
