namespace Gateway.Configuration;

/// <summary>Where the configuration lives.</summary>
public sealed class ConfigurationOptions
{
    /// <summary>The least length of an admin key that the user chooses.</summary>
    public const int LeastAdminKeyLength = 16;

    /// <summary>The data folder; made with mode 0700 where it does not exist.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The user's own admin key (from <c>GATEWAY_ADMIN_KEY</c>), or null; a secret: never logged.</summary>
    public string? AdminKey { get; set; }

    /// <summary>The database file.</summary>
    public string DatabasePath => Path.Combine(DataFolder, "gateway.db");

    /// <summary>Where a random first admin key is left for the user.</summary>
    public string AdminKeyPath => Path.Combine(DataFolder, "admin.key");
}
