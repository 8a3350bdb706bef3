namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// The device's own clock as its send times tell it. A device may be set to local time, and says so only in answers to
/// commands; but a scheduled report is sent right after its last fix, whose time is UTC. The difference, where it is a
/// whole number of quarter hours, is the offset for reports without a fix.
/// </summary>
internal struct SendClock
{
    private const long QuarterHourMs = 15 * 60 * 1000;
    private const int MaxQuarters = 14 * 4;

    /// <summary>How long after a fix its scheduled report may be sent for the difference to tell the offset.</summary>
    private const long ToleranceMs = 15 * 1000;

    private sbyte _quarters;

    public void Learn(long? sentMs, long? fixedMs)
    {
        if (sentMs - fixedMs is not { } difference)
        {
            return;
        }

        var quarters = Math.Round(difference / (double)QuarterHourMs);
        if (Math.Abs(quarters) <= MaxQuarters && Math.Abs(difference - (quarters * QuarterHourMs)) <= ToleranceMs)
        {
            _quarters = (sbyte)quarters;
        }
    }

    /// <summary>A send time as UTC, as far as known.</summary>
    public readonly long? ToUtc(long? sentMs) => sentMs - (_quarters * QuarterHourMs);
}
