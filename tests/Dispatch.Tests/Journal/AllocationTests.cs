using System.Buffers;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Batch = 2_000;

    [Fact]
    public async Task Appending_and_waiting_allocates_per_commit_and_not_per_record()
    {
        using var folder = new JournalFolder { Memory = 64 * JournalFolder.Page };
        await using var journal = await folder.OpenAsync();
        var payload = new byte[100];
        await RunAsync(journal[0], payload, 10);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RunAsync(journal[0], payload, 50);
        var perRecord = (GC.GetTotalAllocatedBytes(precise: true) - before) / (50.0 * Batch);
        TestContext.Current.TestOutputHelper?.WriteLine($"{perRecord:F2} bytes per record");

        // One object per record would be at least 24; what is left is FASTER's and the runtime's, per commit.
        Assert.InRange(perRecord, 0, 8);
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
        before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var record in appended)
        {
            buffer.ResetWrittenCount();
            var read = await journal[0].ReadAsync(record.Position, buffer, CancellationToken.None);
            Assert.True(read.Status == JournalReadStatus.Record);
        }

        var random = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(10_000, count);

        // A segment's handle is opened once; nothing else.
        Assert.InRange(sequential, 0, 32_000);
        Assert.InRange(random, 0, 32_000);
    }

    private static async Task RunAsync(IJournalPartition partition, byte[] payload, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            // A thousand writers at once would allocate themselves; many waits of one writer show the same path.
            var last = 0L;
            for (var i = 0; i < Batch; i++)
            {
                var appended = await partition.AppendAsync(1, payload, CancellationToken.None);
                last = appended.EndPosition;
            }

            if (await partition.WaitForCommitAsync(last, CancellationToken.None) != CommitOutcome.Committed)
            {
                Assert.Fail("Not committed.");
            }
        }
    }
}
