using System.ComponentModel;
using Gateway.Configuration.Submissions;

namespace Gateway.Api.DriverAssignments;

/// <summary>An assignment as it was posted. What it leads to is told by <c>driver_assignment</c> messages.</summary>
public sealed record DriverAssignmentObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required long VehicleId { get; init; }

    [Description("Null: it ends the assignment of whoever drives.")]
    public required long? DriverId { get; init; }

    [Description("Unix seconds.")]
    public required long EffectiveTime { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static DriverAssignmentObject From(Submission submission) => new()
    {
        Id = submission.Id,
        AccountId = submission.AccountId,
        VehicleId = submission.VehicleId,
        DriverId = submission.DriverId,
        EffectiveTime = submission.TimeMs / 1000,
        CreatedTime = submission.CreatedMs / 1000,
    };
}
