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

    /// <summary>2000-01-01T00:00:00Z. No tracker was made before; an older time is a clock that was never set.</summary>
    public const long OldestMs = 946_684_800_000;

    /// <summary>The event's time: the device's, or when we received the report where that can't be true or is missing.</summary>
    public static long EventTimeMs(DeviceReport report, long receivedMs) => ToldMs(report, receivedMs) ?? receivedMs;

    /// <summary>The device's own time; null where it told none, or one that can't be true.</summary>
    public static long? ToldMs(DeviceReport report, long receivedMs) =>
        report.DeviceTimeMs is { } device && device >= OldestMs && device <= receivedMs + MaxAheadMs ? device : null;

    /// <summary>
    /// Whether the device told a time before one that it told before. What was only received is never late: a ping
    /// overtakes the records that the device still holds, and says nothing about their order.
    /// </summary>
    public static bool IsLate(DeviceReport report, long receivedMs, VehicleState state) =>
        ToldMs(report, receivedMs) < state.LastEventMs;
}
