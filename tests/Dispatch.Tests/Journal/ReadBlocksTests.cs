using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class ReadBlocksTests
{
    private static int BlockOf(AppendResult record) => (int)(record.Position / ReadBlocks.BlockBytes);

    [Theory]
    [InlineData(1, 256)]
    [InlineData(4, 256)]
    [InlineData(5, 204)]
    [InlineData(256, 4)]
    public void Many_partitions_have_few_blocks_each(int partitions, int blocks) =>
        Assert.Equal(blocks, ReadBlocks.CountFor(partitions));

    [Fact]
    public async Task The_second_record_of_a_block_brings_the_whole_block_to_memory()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 3_000);
        var block = appended.Where(record => BlockOf(record) == 1).ToList();
        await ReadAsync(journal[0], block[0]);
        await ReadAsync(journal[0], block[1]);

        // What becomes of the file now is not seen in this block any more, and is in the next one.
        var next = appended.First(record => BlockOf(record) == 2);
        folder.Flip(block[^2].Position + 40);
        folder.Flip(next.Position + 40);
        Assert.Equal(JournalReadStatus.Record, (await ReadAsync(journal[0], block[^2])).Status);
        Assert.Equal(JournalReadStatus.Faulted, (await ReadAsync(journal[0], next)).Status);
    }

    [Fact]
    public async Task A_lonely_record_is_read_alone()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 3_000);
        foreach (var alone in appended.GroupBy(BlockOf).Select(block => block.Last()))
        {
            await ReadAsync(journal[0], alone);
        }

        var first = appended.First(record => BlockOf(record) == 3);
        folder.Flip(first.Position + 40);
        Assert.Equal(JournalReadStatus.Faulted, (await ReadAsync(journal[0], first)).Status);
    }

    [Fact]
    public async Task A_block_that_is_not_all_committed_is_not_kept()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 100);
        await ReadAsync(journal[0], appended[0]);
        await ReadAsync(journal[0], appended[1]);
        var later = await JournalFolder.CommitAsync(journal[0], [1, 2, 3]);
        Assert.Equal(JournalReadStatus.Record, (await ReadAsync(journal[0], later)).Status);
    }

    [Fact]
    public async Task Whatever_is_read_in_whatever_order_by_many_is_what_was_written()
    {
        using var folder = new JournalFolder { SegmentBytes = 1 << 24 };
        await using var journal = await folder.OpenAsync();

        // More than the blocks hold together, of lengths that cross every border of blocks.
        const int count = 8_000;
        var appended = new List<AppendResult>();
        for (var i = 0; i < count; i++)
        {
            appended.Add(await JournalFolder.AppendAsync(journal[0], JournalFolder.Payload(i, i % 97 == 0 ? 9_000 : i % 4_900)));
        }

        await journal[0].WaitForCommitAsync(appended[^1].EndPosition, CancellationToken.None);
        Assert.True(appended[^1].EndPosition > (long)ReadBlocks.Most * ReadBlocks.BlockBytes);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            var random = new Random(reader);
            var number = 0;
            for (var i = 0; i < 20_000; i++)
            {
                // Runs of neighbours from places at random.
                number = i % 20 == 0 ? random.Next(count) : (number + random.Next(3)) % count;
                var buffer = new ArrayBufferWriter<byte>();
                var read = await journal[0].ReadAsync(appended[number].Position, buffer, CancellationToken.None);
                Assert.Equal(JournalReadStatus.Record, read.Status);
                Assert.Equal(
                    JournalFolder.Payload(number, number % 97 == 0 ? 9_000 : number % 4_900), buffer.WrittenSpan.ToArray());
            }
        })));
    }

    private static async ValueTask<JournalReadResult> ReadAsync(IJournalPartition partition, AppendResult record) =>
        await partition.ReadAsync(record.Position, new ArrayBufferWriter<byte>(), CancellationToken.None);
}
