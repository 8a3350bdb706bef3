namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// CRC-16/X-25 ("CRC-ITU" in GT06 documents): polynomial 0x1021 reflected to 0x8408, start FFFF, inverted at the end.
/// The check value of "123456789" is 0x906E.
/// </summary>
internal static class Crc16X25
{
    private static readonly ushort[] Table = BuildTable();

    /// <summary>The checksum of <paramref name="data"/>.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFF;
        foreach (var value in data)
        {
            crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
        }

        return (ushort)~crc;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
            }

            table[i] = (ushort)crc;
        }

        return table;
    }
}
