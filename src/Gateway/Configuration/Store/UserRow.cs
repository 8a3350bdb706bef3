namespace Gateway.Configuration.Store;

/// <summary>A person or system of an account; webhooks and keys belong to one.</summary>
public sealed class UserRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Username { get; set; }

    public long CreatedMs { get; set; }
}
