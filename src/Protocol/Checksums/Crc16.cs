using System.Buffers.Binary;

namespace Gateway.Protocol.Checksums;

/// <summary>
/// A 16-bit cyclic redundancy check with the parameters that name it (Rocksoft model; names and check values as in the
/// CRC catalogue, https://reveng.sourceforge.io/crc-catalogue/16.htm). Immutable; one object for each algorithm.
/// </summary>
public sealed class Crc16
{
    /// <summary>Eight tables, so that eight bytes go at once: table k is a byte followed by k zero bytes.</summary>
    private const int Slices = 8;

    private readonly ushort[] _tables = new ushort[Slices * 256];
    private readonly Crc16Folding _folding;
    private readonly bool _reflected;
    private readonly ushort _initial;
    private readonly ushort _final;

    /// <param name="polynomial">Without the leading bit, most significant bit first.</param>
    /// <param name="initial">The register before the first byte.</param>
    /// <param name="reflected">Whether bytes go in, and the result comes out, least significant bit first.</param>
    /// <param name="final">Exclusive-or on the result.</param>
    private Crc16(ushort polynomial, ushort initial, bool reflected, ushort final)
    {
        _folding = new Crc16Folding(polynomial);
        _reflected = reflected;
        _initial = initial;
        _final = final;
        for (var value = 0; value < 256; value++)
        {
            _tables[value] = reflected ? ReflectedByte(value, Reverse(polynomial)) : PlainByte(value, polynomial);
        }

        for (var i = 256; i < _tables.Length; i++)
        {
            _tables[i] = Step(_tables[i - 256], 0);
        }
    }

    /// <summary>CRC-16/ARC, also "CRC-16/IBM": Teltonika, ATrack.</summary>
    public static Crc16 Arc { get; } = new(0x8005, 0x0000, reflected: true, 0x0000);

    /// <summary>CRC-16/MODBUS: Galileosky.</summary>
    public static Crc16 Modbus { get; } = new(0x8005, 0xFFFF, reflected: true, 0x0000);

    /// <summary>CRC-16/IBM-SDLC, also "X-25": GT06.</summary>
    public static Crc16 X25 { get; } = new(0x1021, 0xFFFF, reflected: true, 0xFFFF);

    /// <summary>CRC-16/KERMIT: Ruptela.</summary>
    public static Crc16 Kermit { get; } = new(0x1021, 0x0000, reflected: true, 0x0000);

    /// <summary>CRC-16/IBM-3740, also "CCITT-FALSE": Queclink's binary frames.</summary>
    public static Crc16 CcittFalse { get; } = new(0x1021, 0xFFFF, reflected: false, 0x0000);

    /// <summary>The check of <paramref name="data"/>.</summary>
    public ushort Compute(ReadOnlySpan<byte> data)
    {
        var crc = _initial;
        if (_reflected)
        {
            if (Crc16Folding.IsSupported(data.Length))
            {
                var (first, second) = _folding.Fold(ref data, crc);
                crc = EightBytes(second ^ EightBytes(first));
            }

            for (; data.Length >= Slices; data = data[Slices..])
            {
                crc = EightBytes(BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc);
            }
        }

        foreach (var value in data)
        {
            crc = Step(crc, value);
        }

        return (ushort)(crc ^ _final);
    }

    private ushort EightBytes(ulong bytes)
    {
        ReadOnlySpan<ushort> tables = _tables;
        return (ushort)(tables[(7 * 256) + (byte)bytes]
            ^ tables[(6 * 256) + (byte)(bytes >> 8)]
            ^ tables[(5 * 256) + (byte)(bytes >> 16)]
            ^ tables[(4 * 256) + (byte)(bytes >> 24)]
            ^ tables[(3 * 256) + (byte)(bytes >> 32)]
            ^ tables[(2 * 256) + (byte)(bytes >> 40)]
            ^ tables[256 + (byte)(bytes >> 48)]
            ^ tables[(byte)(bytes >> 56)]);
    }

    private ushort Step(ushort crc, byte value) => _reflected
        ? (ushort)((crc >> 8) ^ _tables[(byte)(crc ^ value)])
        : (ushort)((crc << 8) ^ _tables[(crc >> 8) ^ value]);

    private static ushort ReflectedByte(int value, ushort polynomial)
    {
        var crc = (ushort)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (ushort)((crc >> 1) ^ ((crc & 1) != 0 ? polynomial : 0));
        }

        return crc;
    }

    private static ushort PlainByte(int value, ushort polynomial)
    {
        var crc = (ushort)(value << 8);
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (ushort)((crc << 1) ^ ((crc & 0x8000) != 0 ? polynomial : 0));
        }

        return crc;
    }

    private static ushort Reverse(ushort value)
    {
        ushort reversed = 0;
        for (var bit = 0; bit < 16; bit++)
        {
            reversed = (ushort)((reversed << 1) | ((value >> bit) & 1));
        }

        return reversed;
    }
}
