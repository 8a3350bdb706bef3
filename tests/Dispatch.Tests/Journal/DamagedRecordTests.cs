using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>A committed record that is not what was written stops everything, plainly; it is never passed over.</summary>
public sealed class DamagedRecordTests
{
    [Theory]
    [InlineData(0)] // frame checksum: FASTER's, not needed for our records
    [InlineData(8)] // frame length
    [InlineData(12)] // version
    [InlineData(13)] // kind
    [InlineData(16)] // sequence
    [InlineData(24)] // time
    [InlineData(32)] // our checksum
    [InlineData(36)] // first payload byte
    [InlineData(135)] // last payload byte
    public async Task A_flipped_bit_stops_the_reader_and_faults_the_partition(int offset)
    {
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 3_000);
        }

        var damaged = appended[1_000].Position;
        folder.Flip(damaged + offset);
        await using var opened = await folder.OpenAsync(); // The tail is fine, and only that is read at the start.
        var reader = opened[0].OpenReader(0);
        var count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        if (offset < 8)
        {
            Assert.Equal(3_000, count);
            return;
        }

        Assert.Equal((1_000, JournalReadStatus.Faulted), (count, reader.Status));
        Assert.Equal(damaged, reader.Position);
        Assert.False(await reader.WaitToReadAsync(CancellationToken.None));
        Assert.False(opened.Health.IsHealthy);
        Assert.Contains($"position {damaged}", opened.Health.Fault);
        Assert.Equal(
            AppendStatus.Faulted, (await opened[0].AppendAsync(1, new byte[1], CancellationToken.None)).Status);
        Assert.Equal(
            CommitOutcome.Faulted, await opened[0].WaitForCommitAsync(long.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task A_random_read_of_a_damaged_record_faults_the_partition()
    {
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 3_000);
        }

        folder.Flip(appended[7].Position + 40);
        await using var opened = await folder.OpenAsync();
        var buffer = new ArrayBufferWriter<byte>();
        var read = await opened[0].ReadAsync(appended[7].Position, buffer, CancellationToken.None);
        Assert.Equal((JournalReadStatus.Faulted, 0), (read.Status, buffer.WrittenCount));
        Assert.False(opened[0].Health.IsHealthy);
    }

    [Fact]
    public async Task A_damaged_record_on_the_last_page_refuses_to_open()
    {
        // FASTER takes the last page into memory unchecked, and hands out what is in it.
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 50);
        }

        folder.Flip(appended[20].Position + 50);
        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.CorruptRecord, result.Fault?.Kind);
        Assert.Contains($"{appended[20].Position}", result.Fault?.Message);
    }

    [Fact]
    public async Task Damage_between_the_metadata_and_the_last_commit_is_not_taken_for_a_torn_tail()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 100); // Ten commits, metadata of the first only.
        using var crashed = folder.Crash();
        crashed.Flip(appended[50].Position + 50);
        var length = new FileInfo(crashed.SegmentPath(0)).Length;
        var result = await crashed.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.CorruptRecord, result.Fault?.Kind);
        Assert.Equal(length, new FileInfo(crashed.SegmentPath(0)).Length);
    }

    [Fact]
    public async Task A_page_that_was_zeroed_is_not_taken_for_the_end_of_a_page()
    {
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 3_000);
        }

        await using (var file = File.OpenWrite(folder.SegmentPath(0)))
        {
            file.Position = appended[10].Position;
            await file.WriteAsync(new byte[JournalFolder.Page - appended[10].Position]);
        }

        await using var opened = await folder.OpenAsync();
        var reader = opened[0].OpenReader(0);
        var count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        Assert.Equal((10, JournalReadStatus.Faulted), (count, reader.Status));
        Assert.Contains("sequence", opened.Health.Fault);
    }

    [Fact]
    public async Task A_segment_of_another_partition_is_seen()
    {
        using var folder = new JournalFolder { Partitions = 2 };
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 20);
            await JournalFolder.FillAsync(journal[1], 20);
        }

        File.Copy(folder.SegmentPath(0).Replace("000", "001"), folder.SegmentPath(0), overwrite: true);
        var result = await folder.TryOpenAsync();
        Assert.Equal(JournalOpenFaultKind.CorruptRecord, result.Fault?.Kind);
    }
}
