using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class FasterPartitionTests
{
    [Fact]
    public async Task What_is_committed_is_read_back_in_order_and_after_reopening()
    {
        using var folder = new JournalFolder();
        List<AppendResult> appended;
        List<JournalRecord> read;
        await using (var journal = await folder.OpenAsync())
        {
            appended = await JournalFolder.FillAsync(journal[0], 2_000, length: 300);
            read = JournalFolder.ReadAll(journal[0]);
        }

        Assert.Equal(appended.Select(r => r.Position), read.Select(r => r.Position));
        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), read.Select(r => r.Sequence));
        Assert.Equal(JournalFolder.Payload(1_999, 300), read[^1].Payload.ToArray());

        await using var again = await folder.OpenAsync();
        var reread = JournalFolder.ReadAll(again[0]);
        Assert.Equal(read.Select(r => (r.Position, r.Sequence)), reread.Select(r => (r.Position, r.Sequence)));
        Assert.Equal(2_001, again[0].NextSequence);
        await JournalFolder.CommitAsync(again[0], [7], kind: 9);
        var last = JournalFolder.ReadAll(again[0])[^1];
        Assert.Equal((2_001L, (byte)9), (last.Sequence, last.Kind));
    }

    [Fact]
    public async Task One_record_is_read_by_its_position()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 500, length: 2_500);
        foreach (var index in new[] { 0, 17, 499 })
        {
            var buffer = new ArrayBufferWriter<byte>();
            var read = await journal[0].ReadAsync(appended[index].Position, buffer, CancellationToken.None);
            Assert.Equal((JournalReadStatus.Record, index + 1L), (read.Status, read.Sequence));
            Assert.Equal(JournalFolder.Payload(index, 2_500), buffer.WrittenSpan.ToArray());
        }

        var nothing = await journal[0].ReadAsync(
            journal[0].CommittedPosition, new ArrayBufferWriter<byte>(), CancellationToken.None);
        Assert.Equal(JournalReadStatus.NotCommitted, nothing.Status);
    }

    [Fact]
    public async Task An_empty_payload_and_one_that_is_too_long_are_refused()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var empty = await journal[0].AppendAsync(1, default, CancellationToken.None);
        var large = await journal[0].AppendAsync(1, new byte[(32 << 10) + 1], CancellationToken.None);
        Assert.Equal((AppendStatus.Empty, AppendStatus.TooLarge), (empty.Status, large.Status));
        await JournalFolder.CommitAsync(journal[0], new byte[32 << 10]);
        Assert.Equal(32 << 10, Assert.Single(JournalFolder.ReadAll(journal[0])).Payload.Length);
    }

    [Fact]
    public async Task Records_are_committed_although_nobody_waits()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var reader = journal[0].OpenReader(0);
        var wait = reader.WaitToReadAsync(CancellationToken.None);
        await JournalFolder.AppendAsync(journal[0], [1, 2, 3]);
        Assert.True(await wait);
        Assert.True(reader.TryRead(out var record));
        Assert.Equal([1, 2, 3], record.Payload.ToArray());
    }
}
