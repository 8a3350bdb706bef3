namespace Gateway.Configuration.Store;

/// <summary>A webhook at rest. Secret and authorization are kept as they are: they are needed to send.</summary>
public sealed class WebhookRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string Username { get; set; }

    public required string Type { get; set; }

    public required string Name { get; set; }

    public required string Url { get; set; }

    public required string ContentType { get; set; }

    public string? Email { get; set; }

    public string? Authorization { get; set; }

    public double? ThresholdMph { get; set; }

    public int? ThresholdSeconds { get; set; }

    public double? ThresholdLowC { get; set; }

    public double? ThresholdHighC { get; set; }

    /// <summary>Ids with commas between, or null for all.</summary>
    public string? VehicleIds { get; set; }

    /// <summary>Ids with commas between, or null for all.</summary>
    public string? LandmarkIds { get; set; }

    public bool Batch { get; set; }

    /// <summary>Null for the default.</summary>
    public int? BatchSize { get; set; }

    /// <summary>Null for the default.</summary>
    public int? BatchWaitMs { get; set; }

    /// <summary>Seconds with commas between, or null for the server's schedule.</summary>
    public string? RetrySchedule { get; set; }

    public int? TimeoutSeconds { get; set; }

    public double? RateLimitPerSecond { get; set; }

    public int? MaxConcurrency { get; set; }

    public int? RetentionHours { get; set; }

    public long? RetentionMessages { get; set; }

    public long? RetentionBytes { get; set; }

    public bool OrderedByVehicle { get; set; }

    public bool Collapse { get; set; }

    public required string Secret { get; set; }

    /// <summary>Replaced secrets that still sign: secret, space, Unix milliseconds; commas between; null for none.</summary>
    public string? OldSecrets { get; set; }

    public bool Paused { get; set; }

    public bool Disabled { get; set; }

    public string? DisabledReason { get; set; }

    public long CreatedMs { get; set; }
}
