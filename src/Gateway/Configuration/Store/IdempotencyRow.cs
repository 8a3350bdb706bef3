namespace Gateway.Configuration.Store;

/// <summary>An idempotency key that was used, with the answer it got.</summary>
public sealed class IdempotencyRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Key { get; set; }

    public required string RequestHash { get; set; }

    public int Status { get; set; }

    public string? Location { get; set; }

    public required byte[] Body { get; set; }

    public long CreatedMs { get; set; }
}
