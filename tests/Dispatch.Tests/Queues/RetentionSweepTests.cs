using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Tests.Journal;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Queues;

public class RetentionSweepTests
{
    [Fact]
    public async Task Lets_the_oldest_events_go_until_the_bytes_fit()
    {
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, new Uri("http://127.0.0.1:1/")) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 20_000, 1);
        using var meters = new TestMeterFactory();
        using var metrics = new DispatchMetrics(meters);
        var totals = new QueueTotals();
        var outcomes = new OutcomeLog(test.Outcomes[0], metrics);
        var queues = new QueueIndex(id => new WebhookQueue(id, outcomes, totals, new QueueRules { FirstWindow = 1, MaxWindow = 1 }), _ => { }, metrics);
        queues.GetOrMake(1)!.Attach(new NoPump());
        var marks = new[] { new TimeMarks(), new TimeMarks() };
        var fanOuts = marks.Select((_, i) => new FanOut(
            test.Events[i], new PayloadCache(0), new TimeMarks(), TimeProvider.System, test.Events[i].BeginPosition)).ToArray();
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(fanOuts[i].CatchUp(queues));
            Mark(test, i, marks[i]);
        }

        var options = new DispatchOptions { RetentionBytes = 1 << 20, RetentionAge = TimeSpan.FromDays(1) };
        var sweep = new RetentionSweep(test.Events, marks, fanOuts, queues, metrics, options);
        var expired = await sweep.RunAsync(0, CancellationToken.None);

        Assert.InRange(expired, 1, 19_999);
        Assert.Equal(20_000 - expired, totals.Depth);
        var state = queues.Find(1)!.GetState();
        Assert.Equal((20_000 - expired, expired), (state.QueueDepth, state.Expired));
        Assert.Equal(Math.Min(expired, 1000), queues.Find(1)!.GetExpired().Length);
        Assert.All(queues.Find(1)!.GetExpired(), gone => Assert.NotNull(gone.EventId));

        // Truncation goes by whole pages.
        var kept = Enumerable.Range(0, 2).Sum(i => test.Events[i].TailPosition - test.Events[i].BeginPosition);
        Assert.InRange(kept, 1, options.RetentionBytes + (2 << 16));
        Assert.Equal(0, await sweep.RunAsync(0, CancellationToken.None));
    }

    private static void Mark(TestDispatch test, int partition, TimeMarks marks)
    {
        var reader = test.Events[partition].OpenReader(test.Events[partition].BeginPosition);
        for (var i = 0L; reader.TryRead(out var record); i++)
        {
            if (i % 500 == 0)
            {
                marks.Note(record.Position, i * TimeMarks.Spacing);
            }
        }
    }

    private sealed class NoPump : IQueuePump
    {
        public void StartWorker() => Assert.Fail("The queue is closed.");

        public void WakeAt(long timeMs) => Assert.Fail("The queue is closed.");

        public void Configure(WebhookDefinition webhook)
        {
        }

        public void Open()
        {
        }
    }
}
