using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>What a crash leaves behind the last commit is cut off and counted; nothing before it is lost.</summary>
public sealed class TornTailTests
{
    /// <summary>Nothing is committed that nobody waits for, so that what is waited for together is one commit.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(200_000)]
    public async Task Garbage_after_the_last_commit_is_cut_off(int length)
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 100);
        }

        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);
        var before = new FileInfo(folder.SegmentPath(0)).Length;
        await using (var file = File.OpenWrite(folder.SegmentPath(0)))
        {
            file.Position = before;
            await file.WriteAsync(garbage);
        }

        await using (var journal = await folder.OpenAsync())
        {
            Assert.Equal(100, JournalFolder.ReadAll(journal[0]).Count);
            Assert.Contains(folder.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 2002);
            await JournalFolder.FillAsync(journal[0], 100);
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(
            Enumerable.Range(1, 200).Select(i => (long)i), JournalFolder.ReadAll(again[0]).Select(r => r.Sequence));
    }

    [Fact]
    public async Task Whole_records_after_the_last_commit_are_not_brought_back()
    {
        // As if the machine died between the write of the records and the write of the commit's mark.
        using var folder = new JournalFolder { IdleCommitDelay = Never };
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 20, batch: 20);
        using var before = folder.Crash();
        var committed = journal[0].CommittedPosition;
        await JournalFolder.FillAsync(journal[0], 3, batch: 3);
        using var crashed = folder.Crash();
        Cut(crashed, journal[0].CommittedPosition - 20);

        await using (var recovered = await crashed.OpenAsync())
        {
            Assert.Equal(20, JournalFolder.ReadAll(recovered[0]).Count);
            Assert.Equal(committed, recovered[0].CommittedPosition);
            Assert.Equal(21, recovered[0].NextSequence);
            var cut = Assert.Single(crashed.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 2002);
            Assert.Equal("4", cut.GetStructuredStateValue("Records")); // Three, and the mark that is not whole.
            await JournalFolder.FillAsync(recovered[0], 5);
        }

        await using var again = await crashed.OpenAsync();
        Assert.Equal(25, JournalFolder.ReadAll(again[0]).Count);
    }

    [Fact]
    public async Task Every_length_of_the_last_commit_gives_all_or_none_of_it()
    {
        using var folder = new JournalFolder { IdleCommitDelay = Never };
        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 10);
        var start = journal[0].CommittedPosition;
        await JournalFolder.FillAsync(journal[0], 2, length: 40, batch: 2);
        var end = journal[0].CommittedPosition;
        for (var length = start; length <= end; length += 7)
        {
            using var crashed = folder.Crash();
            Cut(crashed, length);
            await using var recovered = await crashed.OpenAsync();
            Assert.Equal(10, JournalFolder.ReadAll(recovered[0]).Count);
        }

        using var whole = folder.Crash();
        Cut(whole, end);
        await using var all = await whole.OpenAsync();
        Assert.Equal(12, JournalFolder.ReadAll(all[0]).Count);
    }

    [Fact]
    public async Task The_log_ending_before_the_last_known_commit_is_refused()
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 50);
        }

        Cut(folder, 1_000);
        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.LostCommitted, result.Fault?.Kind);
        Assert.Equal(1_000, new FileInfo(folder.SegmentPath(0)).Length);
    }

    private static void Cut(JournalFolder folder, long position)
    {
        using var file = File.OpenWrite(folder.SegmentPath((int)(position / JournalFolder.Segment)));
        file.SetLength(position % JournalFolder.Segment);
    }
}
