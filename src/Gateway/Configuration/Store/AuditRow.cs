namespace Gateway.Configuration.Store;

/// <summary>A change that was asked for over the API. No foreign keys: it outlives what it speaks of.</summary>
public sealed class AuditRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>When it was answered, Unix milliseconds.</summary>
    public long TimeMs { get; set; }

    public long KeyId { get; set; }

    /// <summary>The key's first characters, as they are shown.</summary>
    public required string KeyPrefix { get; set; }

    public required string Username { get; set; }

    public required string Method { get; set; }

    /// <summary>The route's template.</summary>
    public required string Route { get; set; }

    /// <summary>The kind of object: <c>webhooks</c>.</summary>
    public required string Object { get; set; }

    public long? ObjectId { get; set; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; set; }

    public string? RemoteAddress { get; set; }
}
