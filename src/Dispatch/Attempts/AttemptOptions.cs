namespace Gateway.Dispatch.Attempts;

/// <summary>How much the attempt log keeps.</summary>
public sealed class AttemptOptions
{
    /// <summary>Most bytes for a webhook's failures, and as many for its deliveries. A power of two, 4 KiB to 16 MiB.</summary>
    public int BytesPerWebhook { get; set; } = 64 << 10;

    /// <summary>Most bytes for all webhooks together. 1 MiB to 16 GiB.</summary>
    public long MemoryBytes { get; set; } = 64L << 20;

    /// <summary>Bytes of one file; four files are kept. 64 KiB to 1 GiB.</summary>
    public int FileBytes { get; set; } = 8 << 20;

    /// <summary>
    /// Bytes that are written to the file a second at most; deliveries fill half of it. 16 KiB to 64 MiB.
    /// </summary>
    public int FileBytesPerSecond { get; set; } = 256 << 10;

    /// <summary>What is wrong with the values, each fault in words.</summary>
    public IEnumerable<string> Validate()
    {
        if (BytesPerWebhook is < 4 << 10 or > 16 << 20 || !int.IsPow2(BytesPerWebhook))
        {
            yield return "Gateway:Attempts:BytesPerWebhook must be a power of two from 4,096 to 16,777,216.";
        }

        if (MemoryBytes is < 1 << 20 or > 16L << 30)
        {
            yield return "Gateway:Attempts:MemoryBytes must be 1 MiB to 16 GiB.";
        }

        if (FileBytes is < 64 << 10 or > 1 << 30)
        {
            yield return "Gateway:Attempts:FileBytes must be 64 KiB to 1 GiB.";
        }

        if (FileBytesPerSecond is < 16 << 10 or > 64 << 20)
        {
            yield return "Gateway:Attempts:FileBytesPerSecond must be 16 KiB to 64 MiB.";
        }
    }
}
