using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class TruncationTests
{
    [Fact]
    public async Task Truncation_frees_whole_segments_and_keeps_what_is_after_it()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
        var size = journal[0].SizeBytes;
        var cut = appended[1_000].Position;
        journal[0].TruncateBefore(cut);
        await JournalFolder.CommitAsync(journal[0], [1]);

        Assert.InRange(journal[0].BeginPosition, cut - JournalFolder.Page, cut);
        var kept = JournalFolder.ReadAll(journal[0]);
        Assert.Contains(kept, record => record.Position == cut && record.Sequence == 1_001);
        Assert.Equal(1_501, kept[^1].Sequence);
        Assert.True(journal[0].SizeBytes < size);
    }

    [Fact]
    public async Task Freed_segments_are_gone_after_closing_and_the_rest_opens()
    {
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
            journal[0].TruncateBefore(appended[1_000].Position); // Nothing is appended; closing commits it.
        }

        var segments = Directory.GetFiles(folder.PartitionFolder, "log.*").Select(Path.GetFileName).Order();
        Assert.Equal(["log.2", "log.3"], segments);
        await using var again = await folder.OpenAsync();
        Assert.Contains(JournalFolder.ReadAll(again[0]), record => record.Sequence == 1_001);
        Assert.Equal(1_501, again[0].NextSequence);
    }

    [Fact]
    public async Task Truncation_stops_at_what_is_committed()
    {
        // FASTER takes a position beyond the tail, and records appended below it vanish.
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 10);
            journal[0].TruncateBefore(long.MaxValue);
            Assert.True(journal[0].BeginPosition <= journal[0].CommittedPosition);
            await JournalFolder.FillAsync(journal[0], 10);
            Assert.Equal(20, JournalFolder.ReadAll(journal[0])[^1].Sequence);
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(20, JournalFolder.ReadAll(again[0])[^1].Sequence);
    }

    [Fact]
    public async Task A_truncated_position_says_so()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
        var slow = journal[0].OpenReader(0);
        Assert.True(slow.TryRead(out _));
        journal[0].TruncateBefore(appended[1_400].Position);

        Assert.False(slow.TryRead(out _));
        Assert.Equal(JournalReadStatus.Truncated, slow.Status);
        Assert.False(await slow.WaitToReadAsync(CancellationToken.None));
        var read = await journal[0].ReadAsync(
            appended[3].Position, new ArrayBufferWriter<byte>(), CancellationToken.None);
        Assert.Equal(JournalReadStatus.Truncated, read.Status);
        Assert.True(journal.Health.IsHealthy);
    }

    [Fact]
    public async Task Segments_that_a_crash_left_before_the_beginning_are_removed_at_the_start()
    {
        using var folder = new JournalFolder();
        byte[] old;
        await using (var journal = await folder.OpenAsync())
        {
            var appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
            old = await File.ReadAllBytesAsync(folder.SegmentPath(0));
            journal[0].TruncateBefore(appended[1_400].Position);
        }

        await File.WriteAllBytesAsync(folder.SegmentPath(0), old);
        await using var again = await folder.OpenAsync();
        Assert.False(File.Exists(folder.SegmentPath(0)));
    }

    [Fact]
    public async Task A_truncation_known_only_to_the_log_survives_two_crashes()
    {
        // The commit mark tells of the truncation, the metadata does not yet: the machine dies in between.
        using var folder = new JournalFolder();
        var copies = new List<JournalFolder>();
        await using (var journal = await folder.OpenAsync())
        {
            var appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
            folder.Storage.BeforeWrite = length =>
            {
                if (length == 48 && copies.Count == 0)
                {
                    copies.Add(folder.Crash());
                }
            };
            journal[0].TruncateBefore(appended[1_000].Position);
            await JournalFolder.CommitAsync(journal[0], [1]);
        }

        using var crashed = Assert.Single(copies);
        Assert.True(File.Exists(crashed.SegmentPath(0)));
        await using var once = await crashed.OpenAsync();
        Assert.False(File.Exists(crashed.SegmentPath(0)));
        using var again = crashed.Crash();
        await using var twice = await again.OpenAsync();
        Assert.Contains(JournalFolder.ReadAll(twice[0]), record => record.Sequence == 1_001);
    }

    [Fact]
    public async Task Without_its_metadata_written_a_truncation_deletes_nothing()
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            var appended = await JournalFolder.FillAsync(journal[0], 1_500, length: 600);
            folder.Storage.BeforeWrite = length =>
            {
                if (length == 48)
                {
                    throw new IOException("No space left on device");
                }
            };
            journal[0].TruncateBefore(appended[1_000].Position);
            var last = await JournalFolder.AppendAsync(journal[0], [1]);
            Assert.Equal(
                CommitOutcome.Faulted,
                await journal[0].WaitForCommitAsync(last.EndPosition, CancellationToken.None));
        }

        Assert.True(File.Exists(folder.SegmentPath(0)));
        folder.Storage.BeforeWrite = null;
        await using var again = await folder.OpenAsync();
        Assert.Contains(JournalFolder.ReadAll(again[0]), record => record.Sequence == 1_001);
    }
}
