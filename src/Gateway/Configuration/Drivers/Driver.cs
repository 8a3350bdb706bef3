namespace Gateway.Configuration.Drivers;

/// <summary>A driver as configured. Immutable.</summary>
/// <param name="Credential">The iButton or RFID id, upper case without spaces around; null without.</param>
public sealed record Driver(
    long Id,
    long AccountId,
    string FirstName,
    string LastName,
    string? Credential,
    long CreatedMs)
{
    /// <summary>How credentials are compared: devices and people write them in either case.</summary>
    public static string NormalizeCredential(string credential) => credential.Trim().ToUpperInvariant();
}
