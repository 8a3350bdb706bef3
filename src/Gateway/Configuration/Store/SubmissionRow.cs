namespace Gateway.Configuration.Store;

/// <summary>Something that was posted about a vehicle, at rest.</summary>
public sealed class SubmissionRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public long VehicleId { get; set; }

    /// <summary>A number of <see cref="Submissions.SubmissionKind"/>.</summary>
    public int Kind { get; set; }

    /// <summary>When it took effect, event time.</summary>
    public long TimeMs { get; set; }

    public long? DriverId { get; set; }

    /// <summary>A JSON object of what else it says, or null.</summary>
    public string? Fields { get; set; }

    public long CreatedMs { get; set; }

    /// <summary>Not yet known to be in the journal: appended again at the next start.</summary>
    public bool Pending { get; set; }
}
