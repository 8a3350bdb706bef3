using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>FASTER makes a missing segment anew, empty, and skips it with an exception per page.</summary>
public sealed class MissingSegmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_missing_segment_is_refused_and_not_made_anew(int segment)
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
        Assert.Equal(4, Directory.GetFiles(folder.PartitionFolder, "log.*").Length);

        // A crash copy: even the newest segment, of which the last regular metadata may not know, is missed.
        using var crashed = folder.Crash();
        File.Delete(crashed.SegmentPath(segment));
        var result = await crashed.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.MissingSegment, result.Fault?.Kind);
        Assert.Contains($"log.{segment} ", result.Fault?.Message);
        Assert.False(File.Exists(crashed.SegmentPath(segment)));
    }

    [Fact]
    public async Task A_segment_that_vanishes_under_a_reader_is_a_fault()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
        File.Delete(folder.SegmentPath(1));
        var reader = journal[0].OpenReader(0);
        while (reader.TryRead(out _))
        {
        }

        Assert.Equal((JournalReadStatus.Faulted, JournalFolder.Segment), (reader.Status, reader.Position));
        Assert.Contains("missing", journal.Health.Fault);
    }

    [Fact]
    public async Task A_partition_folder_that_is_gone_is_refused()
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.CommitAsync(journal[0], [1]);
        }

        Directory.Delete(folder.PartitionFolder, recursive: true);
        Assert.Equal(JournalOpenFaultKind.MissingSegment, (await folder.TryOpenAsync()).Fault?.Kind);
    }

    [Fact]
    public async Task The_folder_is_flushed_for_every_new_segment()
    {
        using var folder = new JournalFolder { CommitsPerMetadataWrite = 1_000 };
        await using var journal = await folder.OpenAsync();
        await JournalFolder.CommitAsync(journal[0], [1]);
        var before = folder.Storage.FolderFlushes;
        await JournalFolder.FillAsync(journal[0], 1_500, length: 600);

        // Three new segments: once for the file, once for the metadata that vouches for it.
        Assert.Equal(before + 6, folder.Storage.FolderFlushes);
    }
}
