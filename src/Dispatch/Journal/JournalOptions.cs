using System.Numerics;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// Settings of one journal. Sizes are bytes and powers of two. Page and segment size are fixed when the journal is made;
/// later values are ignored in favour of those.
/// </summary>
public sealed class JournalOptions
{
    /// <summary>The folder that holds the journal's own folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The journal's folder name and its tag in metrics: lower-case letters, digits, '-'.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 256.</summary>
    public required int PartitionCount { get; init; }

    /// <summary>No record crosses a page. 64 KiB to 16 MiB; default 1 MiB.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Write buffer of each partition. At least 4 pages; default 16 MiB.</summary>
    public int MemoryBytes { get; init; } = 1 << 24;

    /// <summary>Size of a file on disk, the unit in which truncation frees space. At least a page; default 64 MiB.</summary>
    public long SegmentBytes { get; init; } = 1 << 26;

    /// <summary>Longest payload. 1 to a page less 64 bytes; default 256 KiB.</summary>
    public int MaxPayloadBytes { get; init; } = 1 << 18;

    /// <summary>A commit that takes longer is a fault. Default 10 s.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an append waits for room before it answers <c>Full</c>. Default 5 s.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When nobody waits, appended records are committed after this time. Default 5 ms.</summary>
    public TimeSpan IdleCommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>With less than this free on the disk, appends answer <c>Full</c>. Default 256 MiB.</summary>
    public long MinFreeBytes { get; init; } = 1 << 28;

    /// <summary>
    /// Commits between two writes of the commit metadata file (the log itself carries every commit; the file only
    /// shortens the search at a restart). 1 to 1024; default 64.
    /// </summary>
    public int CommitsPerMetadataWrite { get; init; } = 64;

    /// <summary>Every value that is out of range, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(!string.IsNullOrWhiteSpace(Folder), $"{nameof(Folder)} must be set.");
        Check(
            !string.IsNullOrEmpty(Name) && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            $"{nameof(Name)} must be lower-case letters, digits and '-'.");
        Check(PartitionCount is >= 1 and <= 256, $"{nameof(PartitionCount)} must be 1 to 256.");
        Check(PageBytes is >= 1 << 16 and <= 1 << 24 && BitOperations.IsPow2(PageBytes),
            $"{nameof(PageBytes)} must be a power of two from 64 KiB to 16 MiB.");
        Check(MemoryBytes >= 4L * PageBytes && BitOperations.IsPow2(MemoryBytes),
            $"{nameof(MemoryBytes)} must be a power of two and at least 4 pages.");
        Check(SegmentBytes >= PageBytes && SegmentBytes <= 1L << 34 && BitOperations.IsPow2(SegmentBytes),
            $"{nameof(SegmentBytes)} must be a power of two from one page to 16 GiB.");
        Check(MaxPayloadBytes >= 1 && MaxPayloadBytes <= PageBytes - 64 - RecordFormat.HeaderBytes,
            $"{nameof(MaxPayloadBytes)} must be at least 1 and fit a page.");
        Check(CommitTimeout > TimeSpan.Zero, $"{nameof(CommitTimeout)} must be positive.");
        Check(AppendTimeout > TimeSpan.Zero, $"{nameof(AppendTimeout)} must be positive.");
        Check(IdleCommitDelay > TimeSpan.Zero, $"{nameof(IdleCommitDelay)} must be positive.");
        Check(MinFreeBytes >= 0, $"{nameof(MinFreeBytes)} must not be negative.");
        Check(CommitsPerMetadataWrite is >= 1 and <= 1024, $"{nameof(CommitsPerMetadataWrite)} must be 1 to 1024.");
        return errors;

        void Check(bool valid, string message)
        {
            if (!valid)
            {
                errors.Add(message);
            }
        }
    }
}
