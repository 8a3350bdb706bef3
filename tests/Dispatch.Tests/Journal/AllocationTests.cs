using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Writers = 500;

    [Fact]
    public async Task Appending_and_waiting_allocates_per_commit_and_not_per_record()
    {
        using var folder = new JournalFolder { SegmentBytes = 1 << 26 };
        await using var journal = await folder.OpenAsync();
        await RunAsync(journal[0], Writers, 20); // The write buffer's pages are made when first used.
        var (single, singleCommits) = await MeasureAsync(journal[0], 1, 500);
        var (many, manyCommits) = await MeasureAsync(journal[0], Writers, 400);
        var perRecord = (many - (manyCommits * (single / singleCommits))) / (400.0 * Writers);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{single / singleCommits} bytes per commit of one record; beyond that {perRecord:F2} bytes per record");

        // One object per record or wait would be at least 24. FASTER makes a few for every page it writes.
        Assert.InRange(perRecord, double.MinValue, 8);
    }

    [Fact]
    public async Task Reading_allocates_nothing_per_record()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var appended = await JournalFolder.FillAsync(journal[0], 10_000, batch: 500);
        var reader = journal[0].OpenReader(0);
        Assert.True(reader.TryRead(out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 1;
        while (reader.TryRead(out _))
        {
            count++;
        }

        var sequential = GC.GetAllocatedBytesForCurrentThread() - before;
        var buffer = new ArrayBufferWriter<byte>(1 << 10);
        _ = await journal[0].ReadAsync(appended[0].Position, buffer, CancellationToken.None);
        var alone = await ReadAsync(appended.DistinctBy(record => record.Position / ReadBlocks.BlockBytes).Skip(1).ToList());
        _ = await ReadAsync(appended); // The blocks in memory are made when first used.
        var together = await ReadAsync(appended);
        Assert.Equal(10_000, count);

        async ValueTask<long> ReadAsync(List<AppendResult> records)
        {
            var start = GC.GetAllocatedBytesForCurrentThread();
            foreach (var record in records)
            {
                buffer.ResetWrittenCount();
                var read = await journal[0].ReadAsync(record.Position, buffer, CancellationToken.None);
                Assert.True(read.Status == JournalReadStatus.Record);
            }

            return GC.GetAllocatedBytesForCurrentThread() - start;
        }

        // A segment's handle is opened once; nothing else.
        Assert.InRange(sequential, 0, 32_000);
        Assert.InRange(alone, 0, 32_000);
        Assert.InRange(together, 0, 1_000);
    }

    private static async Task<(long Bytes, long Commits)> MeasureAsync(
        IJournalPartition partition, int writers, int rounds)
    {
        var commits = ((FasterPartition)partition).CommitCount;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RunAsync(partition, writers, rounds);
        return (GC.GetTotalAllocatedBytes(precise: true) - before, ((FasterPartition)partition).CommitCount - commits);
    }

    private static Task RunAsync(IJournalPartition partition, int writers, int rounds)
    {
        var payload = new byte[100];
        return Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var appended = await partition.AppendAsync(1, payload, CancellationToken.None);
                if (await partition.WaitForCommitAsync(appended.EndPosition, CancellationToken.None)
                    != CommitOutcome.Committed)
                {
                    Assert.Fail("Not committed.");
                }
            }
        })));
    }
}
