namespace Gateway.Configuration.Submissions;

/// <summary>What can be posted about a vehicle. Written to disk: never reuse a number.</summary>
public enum SubmissionKind
{
    /// <summary>A driver's vehicle inspection report.</summary>
    Dvir = 1,

    /// <summary>A driver put on a vehicle, or taken off it.</summary>
    DriverAssignment = 2,
}
