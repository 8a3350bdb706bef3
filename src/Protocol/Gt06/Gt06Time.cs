namespace Gateway.Protocol.Gt06;

/// <summary>Times: year of the century, month, day, hour, minute, second, a byte each.</summary>
internal static class Gt06Time
{
    private const int Century = 2000;
    private const int MaxZoneHours = 14;

    /// <summary>A time in the device's zone as Unix milliseconds; null where there is no such date.</summary>
    /// <param name="reader">Stands at the year.</param>
    /// <param name="zoneMinutes">Minutes east of UTC.</param>
    public static long? Read(ref Gt06Reader reader, int zoneMinutes) =>
        ToUnixMs(reader.Take(6), zoneMinutes);

    /// <summary>The same in binary-coded decimals, which is UTC.</summary>
    public static long? ReadDecimal(ref Gt06Reader reader)
    {
        Span<byte> parts = stackalloc byte[6];
        var digits = reader.Take(parts.Length);
        for (var i = 0; i < digits.Length; i++)
        {
            if ((digits[i] & 0x0F) > 9 || digits[i] >> 4 > 9)
            {
                return null;
            }

            parts[i] = (byte)((digits[i] >> 4) * 10 + (digits[i] & 0x0F));
        }

        return ToUnixMs(parts[..digits.Length], 0);
    }

    /// <summary>Unix seconds as milliseconds; 0 is no time.</summary>
    public static long? FromUnix(uint seconds) => seconds == 0 ? null : seconds * 1000L;

    /// <summary>
    /// The time zone of a login: bits 15 to 4 are hours times 100 plus minutes, bit 3 is set west of Greenwich. An
    /// impossible one counts as UTC.
    /// </summary>
    public static int ZoneMinutes(ushort field)
    {
        var hours = (field >> 4) / 100;
        var minutes = (field >> 4) % 100;
        if (hours > MaxZoneHours || minutes >= 60)
        {
            return 0;
        }

        var east = (hours * 60) + minutes;
        return (field & 0x08) != 0 ? -east : east;
    }

    private static long? ToUnixMs(ReadOnlySpan<byte> parts, int zoneMinutes)
    {
        if (parts is not [<= 99, >= 1 and <= 12, >= 1, < 24, < 60, < 60]
            || parts[2] > DateTime.DaysInMonth(Century + parts[0], parts[1]))
        {
            return null;
        }

        var time = new DateTime(
            Century + parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Utc);
        return ((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) - (zoneMinutes * 60_000L);
    }
}
