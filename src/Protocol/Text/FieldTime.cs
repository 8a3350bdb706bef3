namespace Gateway.Protocol.Text;

/// <summary>Dates and times of day that are told in parts.</summary>
internal static class FieldTime
{
    /// <summary>Unix milliseconds of a date and time in UTC; null where there is no such date or time.</summary>
    public static long? Utc(int year, int month, int day, int hour, int minute, int second) =>
        year is >= 1 and <= 9999
        && month is >= 1 and <= 12
        && day >= 1
        && day <= DateTime.DaysInMonth(year, month)
        && hour is >= 0 and <= 23
        && minute is >= 0 and <= 59
        && second is >= 0 and <= 59
            ? (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks
                / TimeSpan.TicksPerMillisecond
            : null;

    /// <summary>Two decimal digits at an offset; -1, which is in no range, where they are none.</summary>
    public static int TwoDigits(ReadOnlySpan<byte> text, int offset)
    {
        if (text.Length < offset + 2)
        {
            return -1;
        }

        var tens = text[offset] - '0';
        var ones = text[offset + 1] - '0';
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? (10 * tens) + ones : -1;
    }
}
