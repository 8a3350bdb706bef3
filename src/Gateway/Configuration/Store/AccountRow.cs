namespace Gateway.Configuration.Store;

/// <summary>A customer; owns everything else.</summary>
public sealed class AccountRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public long CreatedMs { get; set; }

    /// <summary>Since when its keys are refused; null where they are not.</summary>
    public long? SuspendedMs { get; set; }
}
