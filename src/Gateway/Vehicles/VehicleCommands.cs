using System.Text;
using Gateway.Configuration.Submissions;
using Gateway.Dispatch.Journal;

namespace Gateway.Vehicles;

/// <summary>
/// What the API has vehicles do: each command is a record in the report journal of the vehicle's partition, processed
/// by that partition's reader in its order.
/// </summary>
internal sealed class VehicleCommands(IJournal reports, TimeProvider time) : IVehicleCommands
{
    /// <inheritdoc/>
    public Task<CommandOutcome> AppendAsync(Submission submission, CancellationToken cancellationToken)
    {
        if (submission.Kind == SubmissionKind.DriverAssignment)
        {
            var record = new byte[DriverAssignment.Length];
            new DriverAssignment(
                submission.VehicleId, submission.DriverId ?? 0, submission.TimeMs, submission.CreatedMs).Write(record);
            return AppendAsync(submission.VehicleId, ReportRecordKinds.Assignment, record, cancellationToken);
        }

        var fields = Encoding.UTF8.GetBytes(submission.Fields ?? "{}");
        var inspection = new byte[DvirRecord.HeaderLength + fields.Length];
        DvirRecord.Write(
            inspection, submission.VehicleId, submission.Id, submission.TimeMs, submission.CreatedMs, fields);
        return AppendAsync(submission.VehicleId, ReportRecordKinds.Dvir, inspection, cancellationToken);
    }

    /// <summary>
    /// Assigns a driver, or ends the assignment; on disk when this completes. The message follows once it is processed;
    /// an effective time before the late window changes nothing.
    /// </summary>
    /// <param name="vehicleId">The vehicle; that it exists is the caller's to know.</param>
    /// <param name="driverId">The driver, or null for none.</param>
    /// <param name="effectiveMs">From when on, Unix milliseconds; null for now.</param>
    /// <param name="cancellationToken">Ends the wait, not the command.</param>
    public Task<CommandOutcome> AssignDriverAsync(
        long vehicleId, long? driverId, long? effectiveMs, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var record = new byte[DriverAssignment.Length];
        new DriverAssignment(vehicleId, driverId ?? 0, effectiveMs ?? now, now).Write(record);
        return AppendAsync(vehicleId, ReportRecordKinds.Assignment, record, cancellationToken);
    }

    private async Task<CommandOutcome> AppendAsync(
        long vehicleId, byte kind, byte[] record, CancellationToken cancellationToken)
    {
        var partition = reports[VehiclePartition.Of(vehicleId, reports.PartitionCount)];
        var appended = await partition.AppendAsync(kind, record, cancellationToken);
        if (!appended.IsAppended)
        {
            return appended.Status == AppendStatus.Full ? CommandOutcome.Full : CommandOutcome.Unavailable;
        }

        var committed = await partition.WaitForCommitAsync(appended.EndPosition, cancellationToken);
        return committed == CommitOutcome.Committed ? CommandOutcome.Done : CommandOutcome.Unavailable;
    }
}
