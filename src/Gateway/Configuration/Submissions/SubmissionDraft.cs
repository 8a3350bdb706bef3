namespace Gateway.Configuration.Submissions;

/// <summary>What a user posts about a vehicle of the account; checked.</summary>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="Kind">What it is.</param>
/// <param name="TimeMs">When it took effect, Unix milliseconds; null for now.</param>
/// <param name="DriverId">The driver of an assignment; null ends one.</param>
/// <param name="Fields">The fields of an inspection, a JSON object.</param>
public sealed record SubmissionDraft(long VehicleId, SubmissionKind Kind, long? TimeMs, long? DriverId, string? Fields);
