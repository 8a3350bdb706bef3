using System.Buffers.Binary;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>Values as HEX frames have them.</summary>
internal static class HexValue
{
    /// <summary>u16 year, then a byte each for month, day, hour, minute, second.</summary>
    public const int TimeLength = 7;

    /// <summary>Digits of an IMEI.</summary>
    public const int ImeiLength = 15;

    public static long? Time(ReadOnlySpan<byte> bytes) => bytes.Length < TimeLength
        ? null
        : Moment.Of(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[2], bytes[3], bytes[4], bytes[5], bytes[6]);

    /// <summary>
    /// Eight bytes: the IMEI, two digits a byte as a number from 0 to 99 and the last digit alone; or the first eight
    /// characters of the device name, filled with zeros.
    /// </summary>
    /// <returns>How many characters; 0 where it is no id.</returns>
    public static int ReadId(ReadOnlySpan<byte> bytes, bool isName, Span<byte> id)
    {
        if (isName)
        {
            var name = bytes.TrimEnd((byte)0);
            name.CopyTo(id);
            return NamedDevice.IsId(name) ? name.Length : 0;
        }

        for (var i = 0; i < bytes.Length - 1; i++)
        {
            if (bytes[i] > 99)
            {
                return 0;
            }

            id[2 * i] = (byte)('0' + (bytes[i] / 10));
            id[(2 * i) + 1] = (byte)('0' + (bytes[i] % 10));
        }

        id[ImeiLength - 1] = (byte)('0' + bytes[^1]);
        return bytes[^1] <= 9 ? ImeiLength : 0;
    }

    /// <summary>Eight bytes of packed decimal digits: 0 and the 15 digits of the IMEI; 0 where it is none.</summary>
    public static int ReadPackedId(ReadOnlySpan<byte> bytes, Span<byte> id)
    {
        if (bytes[0] > 9)
        {
            return 0;
        }

        id[0] = (byte)('0' + bytes[0]);
        for (var i = 1; i < sizeof(ulong); i++)
        {
            if (bytes[i] >> 4 > 9 || (bytes[i] & 0xF) > 9)
            {
                return 0;
            }

            id[(2 * i) - 1] = (byte)('0' + (bytes[i] >> 4));
            id[2 * i] = (byte)('0' + (bytes[i] & 0xF));
        }

        return ImeiLength;
    }
}
