namespace Gateway.Roads;

/// <summary>Where roads are kept, and how much is taken.</summary>
/// <param name="Folder">The folder <c>roads</c> in the data folder.</param>
public sealed record RoadOptions(string Folder)
{
    /// <summary>Most bytes of an import where nothing else is configured: 1 GiB.</summary>
    public const long DefaultMaxImportBytes = 1L << 30;

    /// <summary>Most bytes of an import.</summary>
    public long MaxImportBytes { get; init; } = DefaultMaxImportBytes;
}
