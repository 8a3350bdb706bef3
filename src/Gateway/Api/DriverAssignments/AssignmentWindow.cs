using Gateway.Vehicles;
using Gateway.Vehicles.Timelines;

namespace Gateway.Api.DriverAssignments;

/// <summary>
/// Which assignments come too late: the vehicle's timeline takes nothing that is further before its newest report than the
/// late window. To answer 201 to such a one would be a promise of a message that never comes.
/// </summary>
internal sealed class AssignmentWindow(ApiOptions options, IMotionSettings settings, ILastReports reports, TimeProvider time)
{
    /// <summary>What is wrong with a time from which an assignment should count; null where nothing is.</summary>
    public string? FaultOf(long accountId, long vehicleId, long effectiveSeconds)
    {
        var window = settings.Of(accountId, time.GetUtcNow().ToUnixTimeMilliseconds()).WindowWithin(options.LateWindow);
        return reports.Get(vehicleId) is { } newest && (effectiveSeconds * 1000) + (long)window.TotalMilliseconds < newest.EventTimeMs
            ? $"is more than {(long)window.TotalSeconds} seconds, the late window, before the vehicle's last report."
            : null;
    }
}
