using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>
/// FASTER parses metadata into its live state before it checks it, reports a commit whose metadata could not be written,
/// and starts empty when there is none.
/// </summary>
public sealed class CommitMetadataTests
{
    [Fact]
    public async Task With_the_newest_file_damaged_the_next_one_and_the_log_give_everything()
    {
        using var folder = await FilledAsync();
        Damage(folder.Metadata().MaxBy(Number)!);
        await using var opened = await folder.OpenAsync();
        Assert.Equal(1_000, JournalFolder.ReadAll(opened[0]).Count);
        Assert.Contains(folder.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 2003);
    }

    [Fact]
    public async Task With_all_files_damaged_the_log_alone_gives_everything()
    {
        using var folder = await FilledAsync();
        Assert.Equal(3, folder.Metadata().Length);
        Assert.All(folder.Metadata(), Damage);
        await using var opened = await folder.OpenAsync();
        Assert.Equal(1_000, JournalFolder.ReadAll(opened[0]).Count);
        Assert.Equal(1_001, opened[0].NextSequence);
    }

    [Fact]
    public async Task Without_metadata_a_truncated_log_is_recovered_from_its_first_segment()
    {
        using var folder = await FilledAsync();
        long begin;
        List<long> kept;
        await using (var journal = await folder.OpenAsync())
        {
            var records = JournalFolder.ReadAll(journal[0]);
            journal[0].TruncateBefore(records[800].Position);
            await JournalFolder.CommitAsync(journal[0], [1]);
            begin = journal[0].BeginPosition;
            kept = [.. JournalFolder.ReadAll(journal[0]).Select(r => r.Sequence)];
        }

        Assert.All(folder.Metadata(), File.Delete);
        await using var opened = await folder.OpenAsync();
        Assert.Equal(begin, opened[0].BeginPosition);
        Assert.Equal(kept, JournalFolder.ReadAll(opened[0]).Select(r => r.Sequence));
    }

    [Fact]
    public async Task Without_metadata_and_segments_an_empty_log_is_refused()
    {
        using var folder = await FilledAsync();
        Assert.All(folder.Metadata(), File.Delete);
        Assert.All(Directory.GetFiles(folder.PartitionFolder, "log.*"), File.Delete);
        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.CorruptMetadata, result.Fault?.Kind);
        Assert.Empty(folder.Metadata());
    }

    [Fact]
    public async Task A_commit_whose_metadata_is_not_written_is_not_acknowledged()
    {
        using var folder = new JournalFolder { CommitsPerMetadataWrite = 1 };
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 20);
            folder.Storage.BeforeWrite = length =>
            {
                if (length == 48)
                {
                    throw new IOException("No space left on device");
                }
            };
            var appended = await JournalFolder.AppendAsync(journal[0], [1]);
            Assert.Equal(
                CommitOutcome.Faulted,
                await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None));
            Assert.Contains("metadata", journal.Health.Fault);
        }

        folder.Storage.BeforeWrite = null;
        await using var again = await folder.OpenAsync();
        Assert.InRange(JournalFolder.ReadAll(again[0]).Count, 20, 21);
    }

    [Fact]
    public async Task The_newest_three_files_are_kept_and_few_are_written()
    {
        using var folder = new JournalFolder { CommitsPerMetadataWrite = 10 };
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 105, length: 10, batch: 1);
        Assert.Equal([81, 91, 101], folder.Metadata().Select(Number).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_its_marker_a_journal_is_not_made_anew(bool delete)
    {
        using var folder = await FilledAsync();
        var marker = Path.Combine(folder.Root, "reports", "journal.marker");
        if (delete)
        {
            File.Delete(marker);
        }
        else
        {
            Damage(marker);
        }

        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.CorruptMetadata, result.Fault?.Kind);
        Assert.Contains("journal.marker", result.Fault?.Message);
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused()
    {
        using var folder = await FilledAsync();
        folder.Partitions = 2;
        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.PartitionCountChanged, result.Fault?.Kind);
    }

    private static async Task<JournalFolder> FilledAsync()
    {
        var folder = new JournalFolder { CommitsPerMetadataWrite = 10 };
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 1_000, length: 600);
        return folder;
    }

    private static long Number(string path) => long.Parse(Path.GetExtension(path).AsSpan(1));

    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[23] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
