namespace DeviceSimulator.Fleet.Routes;

/// <summary>
/// The iButton keys of the fleet's drivers. Every third vehicle (index 1, 4, 7, …) has a reader and a driver of its
/// own, whose key is plugged in while the ignition is on.
/// </summary>
public static class DriverKeys
{
    // DS1990A, the plain key fob.
    private const byte FamilyCode = 0x01;

    /// <summary>Whether the vehicle has a key reader.</summary>
    public static bool HasReader(int index) => index % 3 == 1;

    /// <summary>
    /// The key of the vehicle's driver as it is printed on the fob: check byte, serial number, family code, high byte
    /// first. 0 where the vehicle has no reader.
    /// </summary>
    public static ulong Of(int index)
    {
        if (!HasReader(index))
        {
            return 0;
        }

        var serial = (0x0000_1A2B_0000_0000UL + (uint)index) & 0xFFFF_FFFF_FFFF;
        var body = (serial << 8) | FamilyCode;
        return ((ulong)DallasCrc8(body) << 56) | body;
    }

    /// <summary>The same as 16 hexadecimal digits, or null.</summary>
    public static string? TextOf(int index) => HasReader(index) ? Of(index).ToString("X16") : null;

    // 1-Wire CRC-8, polynomial 0x8C reflected, over family code and serial number, low byte first.
    private static byte DallasCrc8(ulong body)
    {
        var crc = 0u;
        for (var i = 0; i < 7; i++)
        {
            crc ^= (byte)(body >> (8 * i));
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1;
            }
        }

        return (byte)crc;
    }
}
