namespace Gateway.Tests.EndToEnd.Families;

/// <summary>The families' checksums, bit by bit after the CRC catalogue and the vendors' words, apart from the gateway's code.</summary>
internal static class Checks
{
    public static ushort Arc(ReadOnlySpan<byte> data) => Reflected(data, 0xA001, 0);

    public static ushort Modbus(ReadOnlySpan<byte> data) => Reflected(data, 0xA001, 0xFFFF);

    public static ushort Kermit(ReadOnlySpan<byte> data) => Reflected(data, 0x8408, 0);

    public static ushort X25(ReadOnlySpan<byte> data) => (ushort)~Reflected(data, 0x8408, 0xFFFF);

    /// <summary>The sum of all bytes, modulo 256.</summary>
    public static byte Sum(ReadOnlySpan<byte> data)
    {
        byte sum = 0;
        foreach (var value in data)
        {
            sum += value;
        }

        return sum;
    }

    public static byte Xor(ReadOnlySpan<byte> data)
    {
        byte check = 0;
        foreach (var value in data)
        {
            check ^= value;
        }

        return check;
    }

    /// <summary>High byte first.</summary>
    public static byte[] Big(ushort value) => [(byte)(value >> 8), (byte)value];

    /// <summary>Low byte first.</summary>
    public static byte[] Little(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static ushort Reflected(ReadOnlySpan<byte> data, ushort reversedPolynomial, ushort initial)
    {
        var crc = initial;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ reversedPolynomial : crc >> 1);
            }
        }

        return crc;
    }
}
