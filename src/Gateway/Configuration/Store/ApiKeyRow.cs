namespace Gateway.Configuration.Store;

/// <summary>An API key at rest: never the key itself.</summary>
public sealed class ApiKeyRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public long UserId { get; set; }

    public required string Name { get; set; }

    public required string Role { get; set; }

    /// <summary>The first characters, so that people tell their keys apart.</summary>
    public required string Prefix { get; set; }

    /// <summary>Hexadecimal SHA-256 of the key.</summary>
    public required string Hash { get; set; }

    public long CreatedMs { get; set; }

    /// <summary>The last use, to the hour.</summary>
    public long? LastUsedMs { get; set; }

    public long? RevokedMs { get; set; }
}
