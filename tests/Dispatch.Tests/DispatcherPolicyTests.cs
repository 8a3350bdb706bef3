using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

/// <summary>Schedule, time limit, rate and retention of a webhook's own.</summary>
public class DispatcherPolicyTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_450_210_819);

    [Fact]
    public async Task A_schedule_of_its_own_holds_and_its_last_wait_repeats()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.AnsweringAsync(500);
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { RetrySchedule = [3, 20] }));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        var attempts = 1;
        foreach (var wait in new[] { 3, 20, 20, 20 })
        {
            await receiver.ReceivedAsync(attempts);
            await test.QuietAsync();
            time.Advance(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
            await test.QuietAsync();
            Assert.Equal(attempts, receiver.Count);
            time.Advance(TimeSpan.FromMilliseconds(1));
            attempts++;
        }

        await receiver.ReceivedAsync(attempts);
    }

    [Fact]
    public async Task A_time_limit_of_its_own_holds()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync((_, context) => Task.Delay(-1, context.RequestAborted));
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { TimeoutSeconds = 2 }));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        await receiver.ReceivedAsync(1);

        time.Advance(TimeSpan.FromSeconds(2));
        await test.StateAsync(1, state => state.LastError is not null, "timed out");

        Assert.Equal("No complete answer within 2 s", test.Dispatcher.GetState(1).LastError);
    }

    [Fact]
    public async Task A_rate_limit_lets_one_go_at_a_time()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { RateLimitPerSecond = 4 }));
        await test.StartAsync();
        await test.PublishAsync(0, 10, 1);
        await test.StateAsync(1, state => state is { Total: 1, QueueDepth: 9 }, "the first");

        for (var sent = 1; sent < 10; sent++)
        {
            await test.StateAsync(1, state => state.Total == sent, "one more");
            await test.QuietAsync();
            time.Advance(TimeSpan.FromMilliseconds(249));
            await test.QuietAsync();
            Assert.Equal(sent, receiver.Count);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await test.StateAsync(1, state => state is { Total: 10, QueueDepth: 0 }, "all");
    }

    [Theory]
    [InlineData(DeliveryOrder.None, false)]
    [InlineData(DeliveryOrder.Vehicle, false)]
    [InlineData(DeliveryOrder.None, true)]
    public async Task A_full_queue_gives_up_its_oldest_counts_and_lists_them(DeliveryOrder ordering, bool batch)
    {
        var time = new FakeTimeProvider(Start);
        var status = 500;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var test = new TestDispatch { Time = time };
        var policy = new WebhookPolicy { RetentionMessages = 20, Ordering = ordering, BatchSize = 5 };
        test.Webhooks.Set(Make(receiver, policy) with { Batch = batch });
        await test.StartAsync();

        // One by one, so that the oldest have been tried.
        for (var number = 0; number < 100; number++)
        {
            await test.PublishAsync(number, 1, number => 20 + (number % 10), 1);
            await test.StateAsync(
                1, state => state.QueueDepth + state.Expired == number + 1 && state.QueueDepth <= 20, "counted");
            await test.QuietAsync();
        }

        Assert.Equal(80, test.Dispatcher.GetState(1).Expired);
        time.Advance(test.Options.RetentionInterval);
        await Eventually.TrueAsync(() => test.Dispatcher.GetExpired(1).All(entry => entry.EventId is not null), "named");
        Assert.Equal(
            Enumerable.Range(0, 80), test.Dispatcher.GetExpired(1).Select(entry => (int)entry.EventId!.Value.Value).Order());

        // After a crash too, those that were given up do not come back.
        await test.OutcomesCommittedAsync();
        Volatile.Write(ref status, 200);
        await using var after = test.Crash();
        await after.StartAsync();
        await test.StopAsync();
        await after.QuietAsync();
        time.Advance(TimeSpan.FromHours(30));
        await after.QuietAsync();
        Assert.Equal((0, 20, 80), (after.Dispatcher.GetState(1).QueueDepth, after.Dispatcher.GetState(1).Total, after.Dispatcher.GetState(1).Expired));
    }

    [Fact]
    public async Task What_is_older_than_its_own_retention_is_given_up_while_others_keep_it()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = time, EnqueuedMs = Start.ToUnixTimeMilliseconds() };
        test.Webhooks.Set(
            Make(receiver, new WebhookPolicy { RetentionHours = 1 }) with { Paused = true },
            TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 30, 1, 2);
        await test.StateAsync(1, state => state.QueueDepth == 30, "queued");
        await test.StateAsync(2, state => state.QueueDepth == 30, "queued");

        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1));
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        test.Webhooks.Change(2, webhook => webhook with { Paused = false });

        await test.StateAsync(1, state => state is { QueueDepth: 0, Total: 0, Expired: 30 }, "given up");
        await test.StateAsync(2, state => state is { QueueDepth: 0, Total: 30, Expired: 0 }, "sent");
    }

    [Fact]
    public async Task An_overloaded_receiver_gets_fewer_at_a_time()
    {
        var hang = new TaskCompletionSource();
        await using var receiver = await TestReceiver.StartAsync(async (request, context) =>
        {
            if (request.RetryCount == 0)
            {
                await hang.Task;
            }

            context.Response.StatusCode = 503;
        });
        var time = new FakeTimeProvider(Start);
        await using var test = TestDispatch.With(
            options =>
            {
                options.FirstConcurrency = 8;
                options.BreakerThreshold = 1000;
                options.RetryIntervals = [TimeSpan.FromHours(1)];
            },
            time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 8, 1);
        await receiver.ReceivedAsync(8);
        Assert.Equal(8, test.Dispatcher.FindQueue(1)!.WindowSize);

        hang.SetResult();
        await test.QuietAsync();
        Assert.Equal(4, test.Dispatcher.FindQueue(1)!.WindowSize);
        for (var round = 0; round < 3; round++)
        {
            time.Advance(TimeSpan.FromHours(2));
            await receiver.ReceivedAsync(8 * (round + 2));
            await test.QuietAsync();
        }

        Assert.Equal(1, test.Dispatcher.FindQueue(1)!.WindowSize);
    }

    private static WebhookDefinition Make(TestReceiver receiver, WebhookPolicy policy) =>
        TestWebhooks.Make(1, receiver.Url) with { Policy = policy };
}
