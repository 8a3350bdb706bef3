namespace Gateway.Configuration.Store;

/// <summary>A driver at rest.</summary>
public sealed class DriverRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    public string? Credential { get; set; }

    public long CreatedMs { get; set; }
}
