namespace Gateway.Configuration.Store;

/// <summary>An account's settings from a moment on; the youngest are those of now.</summary>
public sealed class AccountSettingsRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>Records received from then on are processed under them, Unix milliseconds.</summary>
    public long ValidFromMs { get; set; }

    /// <summary>JSON object: names and values of those that are not the default.</summary>
    public required string Values { get; set; }
}
