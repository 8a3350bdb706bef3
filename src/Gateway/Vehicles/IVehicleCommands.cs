using Gateway.Configuration.Submissions;

namespace Gateway.Vehicles;

/// <summary>Where the API puts what is posted about vehicles.</summary>
public interface IVehicleCommands
{
    /// <summary>
    /// Appends it to the report journal of the vehicle's partition; on disk when this completes with
    /// <see cref="CommandOutcome.Done"/>. The same one again leads to the same event ids.
    /// </summary>
    Task<CommandOutcome> AppendAsync(Submission submission, CancellationToken cancellationToken);
}
