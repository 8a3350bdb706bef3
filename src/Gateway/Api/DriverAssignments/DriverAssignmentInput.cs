using System.ComponentModel;

namespace Gateway.Api.DriverAssignments;

/// <summary>The fields of a new assignment.</summary>
public sealed record DriverAssignmentInput
{
    [Description("Required.")]
    public long? VehicleId { get; init; }

    [Description("Required: the driver, or null to end the assignment.")]
    public long? DriverId { get; init; }

    [Description("From when on, Unix seconds; now where it is left out. At most 10 minutes ahead.")]
    public long? EffectiveTime { get; init; }
}
