namespace Gateway.Configuration.Drivers;

/// <summary>What a user can say of a driver; checked for form.</summary>
/// <param name="Credential">Normalised, or null.</param>
public sealed record DriverDraft(string FirstName, string LastName, string? Credential);
