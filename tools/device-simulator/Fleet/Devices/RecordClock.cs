namespace DeviceSimulator.Fleet.Devices;

/// <summary>
/// Gives the records of one vehicle their times, strictly ascending. Against the real clock the newest record of a
/// batch is "now" and the others lie up to one step apart before it, without reaching back over the batch before;
/// where records are made faster than one a millisecond, times run ahead of the clock. With a start time given, the
/// clock does not matter: one step from record to record.
/// </summary>
internal struct RecordClock(long? startMs, long stepMs)
{
    private readonly bool _virtual = startMs is not null;
    private readonly long _stepMs = Math.Max(1, stepMs);
    private long _last = startMs is { } start ? start - Math.Max(1, stepMs) : long.MinValue;

    /// <summary>Times for <paramref name="count"/> records; all Unix milliseconds.</summary>
    public (long FirstMs, long SpacingMs) Next(int count, long nowMs)
    {
        long first;
        var spacing = _stepMs;
        if (_virtual)
        {
            first = _last + spacing;
        }
        else
        {
            if (_last != long.MinValue)
            {
                spacing = Math.Clamp((nowMs - _last) / count, 1, _stepMs);
            }

            first = Math.Max(nowMs - ((count - 1) * spacing), _last == long.MinValue ? 0 : _last + 1);
        }

        _last = first + ((count - 1) * spacing);
        return (first, spacing);
    }
}
