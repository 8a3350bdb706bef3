namespace Gateway.Configuration.Submissions;

/// <summary>Something that was posted about a vehicle and becomes an event. Immutable.</summary>
/// <param name="Id">Unique in the gateway, over both kinds.</param>
/// <param name="AccountId">The vehicle's account.</param>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="Kind">What it is.</param>
/// <param name="TimeMs">When it took effect, event time, Unix milliseconds.</param>
/// <param name="DriverId">The driver of an assignment; null ends one.</param>
/// <param name="Fields">The fields of an inspection, a JSON object.</param>
/// <param name="CreatedMs">When it was posted, Unix milliseconds.</param>
public sealed record Submission(
    long Id,
    long AccountId,
    long VehicleId,
    SubmissionKind Kind,
    long TimeMs,
    long? DriverId,
    string? Fields,
    long CreatedMs);
