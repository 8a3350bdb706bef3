namespace Gateway.Configuration.Store;

/// <summary>A person or system of an account; webhooks and keys belong to one.</summary>
public sealed class UserRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Username { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public required string Role { get; set; }

    public long CreatedMs { get; set; }

    /// <summary>Null while the user is there. The row stays, since revoked keys refer to it.</summary>
    public long? DeletedMs { get; set; }
}
