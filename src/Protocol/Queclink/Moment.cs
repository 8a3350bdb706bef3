namespace Gateway.Protocol.Queclink;

/// <summary>A date and time from its parts.</summary>
internal static class Moment
{
    /// <summary>Unix milliseconds, or null where the calendar has no such moment.</summary>
    public static long? Of(int year, int month, int day, int hour, int minute, int second)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return null;
        }

        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
