namespace Gateway.Protocol.Jt808;

/// <summary>Times as decimal digits, two of the year. The standard's are Beijing time (GMT+8) all over the world.</summary>
internal static class Jt808Time
{
    /// <summary>Bytes of a time.</summary>
    public const int Length = 6;

    private const int Century = 2000;
    private static readonly long OffsetMs = (long)TimeSpan.FromHours(8).TotalMilliseconds;

    /// <summary>YY MM DD hh mm ss in GMT+8 as Unix milliseconds; null where there is no such time.</summary>
    public static long? Read(ReadOnlySpan<byte> bytes) =>
        ToUnix(Digits(bytes[0]), Digits(bytes[1]), Digits(bytes[2]), bytes[3..]) - OffsetMs;

    /// <summary>DD MM YY hh mm ss in UTC as Unix milliseconds (Jointech locks); null where there is no such time.</summary>
    public static long? ReadLock(ReadOnlySpan<byte> bytes) =>
        ToUnix(Digits(bytes[2]), Digits(bytes[1]), Digits(bytes[0]), bytes[3..]);

    /// <summary>Two decimal digits; -1 where they are none.</summary>
    public static int Digits(byte value) => (value >> 4) <= 9 && (value & 0xF) <= 9 ? ((value >> 4) * 10) + (value & 0xF) : -1;

    private static long? ToUnix(int year, int month, int day, ReadOnlySpan<byte> clock)
    {
        var (hour, minute, second) = (Digits(clock[0]), Digits(clock[1]), Digits(clock[2]));
        if (year < 0
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(Century + year, month)
            || hour is < 0 or > 23
            || minute is < 0 or > 59
            || second is < 0 or > 59)
        {
            return null;
        }

        var time = new DateTime(Century + year, month, day, hour, minute, second, DateTimeKind.Utc);
        return (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }
}
