using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;

namespace Gateway.Dispatch.Tests.Queues;

public class FanOutTests
{
    [Fact]
    public async Task An_event_for_a_thousand_webhooks_is_one_record()
    {
        await using var test = new TestDispatch();
        var ids = Enumerable.Range(1, 1000).Select(id => (long)id).ToArray();
        test.Webhooks.Set([.. ids.Select(id => TestWebhooks.Make(id, new Uri("http://127.0.0.1:1/")) with { Paused = true })]);
        await test.StartAsync();
        await test.PublishAsync(0, 50, ids);
        await AllAsync(50);
        var journal = Size(test.Events);

        await test.PublishAsync(50, 1000, ids);
        await AllAsync(1050);

        // A million messages: less than two bytes each on disk.
        Assert.InRange(Size(test.Events) - journal, 1, 2_000_000);

        async Task AllAsync(long depth)
        {
            foreach (var id in ids)
            {
                await test.StateAsync(id, state => state.QueueDepth == depth, "queued");
            }
        }
    }

    [Fact]
    public async Task Allocates_next_to_nothing_per_event()
    {
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, new Uri("http://127.0.0.1:1/")) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 20_000, 1);
        await test.StateAsync(1, state => state.QueueDepth == 20_000, "queued");
        var sink = new CountingSink();
        var cache = new PayloadCache(1 << 20);
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run();

        // The reader's own buffers and the marks; per event next to nothing.
        Assert.Equal(20_000, sink.Count);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10_000.0, 0, 40);

        void Run()
        {
            var partition = test.Events[0];
            var fanOut = new FanOut(partition, cache, new TimeMarks(), TimeProvider.System, partition.BeginPosition);
            Assert.Null(fanOut.CatchUp(sink));
        }
    }

    private static long Size(IJournal journal) =>
        Enumerable.Range(0, journal.PartitionCount).Sum(partition => journal[partition].TailPosition);

    private sealed class CountingSink : IMessageSink
    {
        public int Count { get; private set; }

        public void Add(long webhookId, MessageKey key, long nowMs) => Count++;
    }
}
