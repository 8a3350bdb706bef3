using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class MessageFifoTests
{
    [Fact]
    public void Behaves_as_a_queue_and_views_stay_as_they_were() =>
        Gen.Int[-3000, 3000].Array[1, 40].Sample(
            steps =>
            {
                var fifo = new MessageFifo();
                var model = new Queue<MessageKey>();
                var next = 0L;
                List<(FifoView View, MessageKey[] Keys)> views = [];
                foreach (var step in steps)
                {
                    for (var i = 0; i < step; i++)
                    {
                        var key = new MessageKey((int)(next % 3), next++);
                        fifo.Add(key);
                        model.Enqueue(key);
                    }

                    for (var i = 0; i < -step && model.Count > 0; i++)
                    {
                        Assert.True(fifo.TryTake(out var key));
                        Assert.Equal(model.Dequeue(), key);
                    }

                    Assert.Equal(model.Count, fifo.Count);
                    Assert.Equal(model.Count > 0, fifo.TryPeek(out _));
                    if (step % 3 == 0)
                    {
                        fifo.ViewCount++;
                        views.Add((fifo.View(), model.ToArray()));
                    }

                    if (step % 5 == 0)
                    {
                        CheckViews();
                    }
                }

                CheckViews();

                void CheckViews()
                {
                    foreach (var (view, keys) in views)
                    {
                        var read = new List<MessageKey>();
                        foreach (var key in view)
                        {
                            read.Add(key);
                        }

                        Assert.Equal(keys, read);
                        fifo.ViewCount--;
                    }

                    views.Clear();
                }
            }, iter: 200);

    [Fact]
    public void A_million_messages_take_less_than_10_bytes_each()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fifo = new MessageFifo();
        for (var i = 0; i < 1_000_000; i++)
        {
            fifo.Add(new MessageKey(1, i * 500L));
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1_000_000, fifo.Count);
        Assert.InRange(bytes, 1, 10_000_000);
    }

    [Fact]
    public void A_busy_queue_that_stays_small_allocates_nothing()
    {
        var fifo = new MessageFifo();
        Run(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                fifo.Add(new MessageKey(0, i));
                fifo.Add(new MessageKey(0, i + 1));
                fifo.TryTake(out _);
                fifo.TryTake(out _);
            }
        }
    }
}
