using CsCheck;
using Gateway.Protocol.Checksums;

namespace Gateway.Protocol.Tests.Checksums;

public class Crc16Tests
{
    // name, algorithm, polynomial, initial value, reflected, final exclusive-or, check of "123456789".
    private static readonly (Crc16 Crc, ushort Polynomial, ushort Initial, bool Reflected, ushort Final, ushort Check)[] Catalogue =
    [
        (Crc16.Arc, 0x8005, 0x0000, true, 0x0000, 0xBB3D),
        (Crc16.Modbus, 0x8005, 0xFFFF, true, 0x0000, 0x4B37),
        (Crc16.X25, 0x1021, 0xFFFF, true, 0xFFFF, 0x906E),
        (Crc16.Kermit, 0x1021, 0x0000, true, 0x0000, 0x2189),
        (Crc16.CcittFalse, 0x1021, 0xFFFF, false, 0x0000, 0x29B1),
    ];

    [Fact]
    public void The_check_values_are_those_of_the_catalogue() =>
        Assert.All(Catalogue, entry => Assert.Equal(entry.Check, entry.Crc.Compute("123456789"u8)));

    [Fact]
    public void Any_data_gives_what_bit_by_bit_gives() => Gen.Byte.Array[0, 300].Sample(data =>
        Assert.All(Catalogue, entry => Assert.Equal(
            BitByBit(data, entry.Polynomial, entry.Initial, entry.Reflected, entry.Final),
            entry.Crc.Compute(data))));

    private static ushort BitByBit(byte[] data, ushort polynomial, ushort initial, bool reflected, ushort final)
    {
        // Most significant bit first, as the catalogue defines it; reflection turns the bytes and the result round.
        var crc = initial;
        foreach (var value in data)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var input = (value >> (reflected ? bit : 7 - bit)) & 1;
                var carry = (crc >> 15) ^ input;
                crc = (ushort)((crc << 1) ^ (carry * polynomial));
            }
        }

        var result = 0;
        for (var bit = 0; bit < 16; bit++)
        {
            result |= ((crc >> bit) & 1) << (reflected ? 15 - bit : bit);
        }

        return (ushort)(result ^ final);
    }
}
