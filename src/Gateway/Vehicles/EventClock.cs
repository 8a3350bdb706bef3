using Gateway.Protocol.Reports;

namespace Gateway.Vehicles;

/// <summary>Which time an event has. Rules, in order, for the device's own time of a report.</summary>
internal static class EventClock
{
    /// <summary>
    /// How far a device's clock may run ahead of ours. A time further ahead is not believed: it would make every true
    /// report after it look late.
    /// </summary>
    public const long MaxAheadMs = 10 * 60 * 1000;

    /// <summary>
    /// 2001-01-01T00:00:00Z. An older time is a clock that was never set: it counts from the start of 1970, 1980 or 2000.
    /// </summary>
    public const long OldestMs = 978_307_200_000;

    /// <summary>How near to the receipt a time must come that is put right, 90 days: devices buffer weeks, not years.</summary>
    public const long RolloverWithinMs = 90L * 86_400_000;

    private const long RolloverMs = 1024L * 7 * 86_400_000;

    // 1980-01-06T00:00:00Z, week 0 of GPS time.
    private const long GpsEpochMs = 315_964_800_000;

    /// <summary>The event's time: the device's, or when we received the report where that can't be true or is missing.</summary>
    public static long EventTimeMs(DeviceReport report, long receivedMs) => ToldMs(report, receivedMs) ?? receivedMs;

    /// <summary>
    /// The device's own time; null where it told none, or one that can't be true. A receiver whose week number ran over
    /// tells a time that is a multiple of 1024 weeks old (IS-GPS-200, 20.3.3.3.1.1): that is put right where it then comes
    /// within <see cref="RolloverWithinMs"/> of the receipt.
    /// </summary>
    public static long? ToldMs(DeviceReport report, long receivedMs)
    {
        if (report.DeviceTimeMs is not { } device)
        {
            return null;
        }

        device = WithoutRollover(device, receivedMs);
        return device >= OldestMs && device <= receivedMs + MaxAheadMs ? device : null;
    }

    /// <summary>
    /// Whether the device told a time before one that it told before. What was only received is never late: a ping
    /// overtakes the records that the device still holds, and says nothing about their order.
    /// </summary>
    public static bool IsLate(DeviceReport report, long receivedMs, VehicleState state) =>
        ToldMs(report, receivedMs) < state.LastEventMs;

    private static long WithoutRollover(long device, long receivedMs)
    {
        if (device < GpsEpochMs || device > receivedMs)
        {
            return device;
        }

        var rollovers = (receivedMs - device + RolloverWithinMs) / RolloverMs;
        var corrected = device + (rollovers * RolloverMs);
        return rollovers > 0 && Math.Abs(receivedMs - corrected) <= RolloverWithinMs && corrected <= receivedMs + MaxAheadMs
            ? corrected
            : device;
    }
}
