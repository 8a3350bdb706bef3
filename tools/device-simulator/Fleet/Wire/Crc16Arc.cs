namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// CRC-16/ARC (also called CRC-16/IBM): polynomial 0x8005 reflected to 0xA001, start 0, no final xor.
/// The check value of "123456789" is 0xBB3D. Eight bytes a step (slicing), since a flat-out fleet checks every frame.
/// </summary>
internal static class Crc16Arc
{
    private const int Slices = 8;
    private static readonly ushort[] Table = BuildTable();

    /// <summary>The checksum of <paramref name="data"/>.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data)
    {
        var table = Table;
        uint crc = 0;
        while (data.Length >= Slices)
        {
            crc = (uint)(table[(7 * 256) + (data[0] ^ (crc & 0xFF))]
                ^ table[(6 * 256) + (data[1] ^ (crc >> 8))]
                ^ table[(5 * 256) + data[2]]
                ^ table[(4 * 256) + data[3]]
                ^ table[(3 * 256) + data[4]]
                ^ table[(2 * 256) + data[5]]
                ^ table[256 + data[6]]
                ^ table[data[7]]);
            data = data[Slices..];
        }

        foreach (var value in data)
        {
            crc = (crc >> 8) ^ table[(crc ^ value) & 0xFF];
        }

        return (ushort)crc;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[Slices * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }

            table[i] = (ushort)crc;
        }

        for (var i = 256; i < table.Length; i++)
        {
            var previous = table[i - 256];
            table[i] = (ushort)((previous >> 8) ^ table[previous & 0xFF]);
        }

        return table;
    }
}
