namespace Gateway.Protocol.Checksums;

/// <summary>
/// An 8-bit cyclic redundancy check, most significant bit first (Rocksoft model; names and check values as in the CRC
/// catalogue, https://reveng.sourceforge.io/crc-catalogue/1-15.htm). Immutable; one object for each algorithm.
/// </summary>
public sealed class Crc8
{
    private readonly byte[] _table = new byte[256];
    private readonly byte _initial;

    /// <param name="polynomial">Without the leading bit.</param>
    /// <param name="initial">The register before the first byte.</param>
    private Crc8(byte polynomial, byte initial)
    {
        _initial = initial;
        for (var value = 0; value < _table.Length; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80) != 0 ? (crc << 1) ^ polynomial : crc << 1;
            }

            _table[value] = (byte)crc;
        }
    }

    /// <summary>CRC-8/NRSC-5: Queclink's newer binary frames.</summary>
    public static Crc8 Nrsc5 { get; } = new(0x31, 0xFF);

    /// <summary>The check of <paramref name="data"/>.</summary>
    public byte Compute(ReadOnlySpan<byte> data)
    {
        var crc = _initial;
        foreach (var value in data)
        {
            crc = _table[crc ^ value];
        }

        return crc;
    }
}
