using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class JournalOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() =>
        Assert.Empty(new JournalOptions { Folder = "x", Name = "reports", PartitionCount = 2 }.Validate());

    [Fact]
    public void Every_wrong_value_is_named()
    {
        var errors = new JournalOptions
        {
            Folder = " ",
            Name = "../reports",
            PartitionCount = 0,
            PageBytes = 100_000,
            MemoryBytes = 1 << 16,
            SegmentBytes = 12_345,
            MaxPayloadBytes = 100_000,
            CommitTimeout = TimeSpan.Zero,
            AppendTimeout = TimeSpan.Zero,
            IdleCommitDelay = TimeSpan.Zero,
            MinFreeBytes = -1,
            CommitsPerMetadataWrite = 0,
        }.Validate();
        Assert.Equal(12, errors.Count);
    }
}
