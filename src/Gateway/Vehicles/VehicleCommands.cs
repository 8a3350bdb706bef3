using Gateway.Dispatch.Journal;

namespace Gateway.Vehicles;

/// <summary>
/// What the API has vehicles do: each command is a record in the report journal of the vehicle's partition, processed
/// by that partition's reader in its order.
/// </summary>
internal sealed class VehicleCommands(IJournal reports, TimeProvider time)
{
    /// <summary>
    /// Assigns a driver, or ends the assignment; on disk when this completes. The message follows once it is processed;
    /// an effective time before the late window changes nothing.
    /// </summary>
    /// <param name="vehicleId">The vehicle; that it exists is the caller's to know.</param>
    /// <param name="driverId">The driver, or null for none.</param>
    /// <param name="effectiveMs">From when on, Unix milliseconds; null for now.</param>
    /// <param name="cancellationToken">Ends the wait, not the command.</param>
    public async Task<CommandOutcome> AssignDriverAsync(
        long vehicleId, long? driverId, long? effectiveMs, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var record = new byte[DriverAssignment.Length];
        new DriverAssignment(vehicleId, driverId ?? 0, effectiveMs ?? now, now).Write(record);
        var partition = reports[VehiclePartition.Of(vehicleId, reports.PartitionCount)];
        var appended = await partition.AppendAsync(ReportRecordKinds.Assignment, record, cancellationToken);
        if (!appended.IsAppended)
        {
            return appended.Status == AppendStatus.Full ? CommandOutcome.Full : CommandOutcome.Unavailable;
        }

        var committed = await partition.WaitForCommitAsync(appended.EndPosition, cancellationToken);
        return committed == CommitOutcome.Committed ? CommandOutcome.Done : CommandOutcome.Unavailable;
    }
}
