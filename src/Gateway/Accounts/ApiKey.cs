namespace Gateway.Accounts;

/// <summary>An API key as the gateway knows it: not the key, but what it is for.</summary>
/// <param name="Role">What it may do: the role that it was made with, or its user's where that is less.</param>
/// <param name="Prefix">Its first characters, for people.</param>
/// <param name="Hash">Hexadecimal SHA-256 of the key.</param>
/// <param name="LastUsedMs">The last use that is on disk, to the hour, Unix milliseconds.</param>
public sealed record ApiKey(
    long Id,
    long AccountId,
    long UserId,
    string Username,
    string Name,
    KeyRole Role,
    string Prefix,
    string Hash,
    long CreatedMs,
    long? LastUsedMs);
