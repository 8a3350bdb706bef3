namespace Gateway.Configuration.Store;

/// <summary>A customer; owns everything else.</summary>
public sealed class AccountRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public long CreatedMs { get; set; }
}
