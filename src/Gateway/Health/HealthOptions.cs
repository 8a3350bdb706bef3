namespace Gateway.Health;

/// <summary>From when on a part counts as degraded: section <c>Gateway:Health</c>. None of it changes what the gateway does.</summary>
public sealed class HealthOptions
{
    /// <summary>Fewer free bytes than this on the data folder's disk. 0 to 1 TiB, at least <c>MinFreeBytes</c> or 0; default 1 GiB.</summary>
    public long LowDiskBytes { get; set; } = 1L << 30;

    /// <summary>A report that waits longer than this for its partition's reader. 1 s to 1 day; default 30 s.</summary>
    public TimeSpan ReaderLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A message of a running webhook that waits longer than this. 1 s to 30 days; default 15 min.</summary>
    public TimeSpan QueueAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A certificate that ends within this time. 0 to 365 days; default 30 days.</summary>
    public TimeSpan CertificateLeft { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What is wrong with the values, each fault in words.</summary>
    /// <param name="minFreeBytes">Below so many free bytes nothing is acknowledged any more.</param>
    public IEnumerable<string> Validate(long minFreeBytes)
    {
        if (LowDiskBytes is < 0 or > 1L << 40 || (LowDiskBytes > 0 && LowDiskBytes < minFreeBytes))
        {
            yield return "Gateway:Health:LowDiskBytes must be 0, or at least the free bytes below which nothing is acknowledged, up to 1 TiB.";
        }

        if (ReaderLag < TimeSpan.FromSeconds(1) || ReaderLag > TimeSpan.FromDays(1))
        {
            yield return "Gateway:Health:ReaderLag must be 1 second to 1 day.";
        }

        if (QueueAge < TimeSpan.FromSeconds(1) || QueueAge > TimeSpan.FromDays(30))
        {
            yield return "Gateway:Health:QueueAge must be 1 second to 30 days.";
        }

        if (CertificateLeft < TimeSpan.Zero || CertificateLeft > TimeSpan.FromDays(365))
        {
            yield return "Gateway:Health:CertificateLeft must be 0 to 365 days.";
        }
    }
}
