using System.Collections.Concurrent;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

/// <summary>Order by vehicle, and only the newest of each.</summary>
public class DispatcherOrderTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_450_210_819);

    [Fact]
    public async Task Messages_of_a_vehicle_go_one_after_the_other_through_failures()
    {
        var failed = new ConcurrentDictionary<int, bool>();
        var onTheWay = new ConcurrentDictionary<long, int>();
        var overlaps = 0;
        await using var receiver = await TestReceiver.StartAsync(async (request, context) =>
        {
            if (!onTheWay.TryAdd(Vehicle(request), 0))
            {
                Interlocked.Increment(ref overlaps);
            }

            await Task.Yield();
            context.Response.StatusCode = Number(request) % 5 == 0 && failed.TryAdd(Number(request), true) ? 500 : 200;
            onTheWay.TryRemove(Vehicle(request), out _);
        });
        await using var test = TestDispatch.With(options => options.RetryIntervals = [TimeSpan.FromMilliseconds(10)]);
        test.Webhooks.Set(Ordered(receiver));
        await test.StartAsync();

        await test.PublishAsync(0, 1000, number => 20 + (number % 13), 1);
        await test.StateAsync(1, state => state is { Total: 1000, QueueDepth: 0 }, "all delivered");

        Assert.Equal(0, overlaps);
        var delivered = receiver.Requests.Where(request => request.RetryCount > 0 || Number(request) % 5 != 0);
        foreach (var vehicle in delivered.GroupBy(Vehicle))
        {
            Assert.Equal(vehicle.Select(Number).Order(), vehicle.Select(Number));
        }
    }

    [Fact]
    public async Task A_vehicle_whose_message_fails_holds_back_nobody_else_however_much_waits_for_it()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync((request, context) =>
        {
            context.Response.StatusCode = Vehicle(request) == 20 ? 422 : 200;
            return Task.CompletedTask;
        });
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(Ordered(receiver) with { Paused = true });
        await test.StartAsync();

        // All of the sick vehicle's messages lie before those of the others.
        await test.PublishAsync(0, 2000, _ => 20, 1);
        await test.PublishAsync(2000, 500, number => 30 + (number % 10), 1);
        await test.StateAsync(1, state => state.QueueDepth == 2500, "queued");
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });

        await test.StateAsync(1, state => state is { Total: 500, QueueDepth: 2000 }, "the others");
        Assert.Equal([0], receiver.Requests.Where(request => Vehicle(request) == 20).Select(Number));
    }

    [Fact]
    public async Task A_failed_message_holds_its_vehicle_after_a_crash_too()
    {
        var time = new FakeTimeProvider(Start);
        var status = 500;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(Ordered(receiver));
        await test.StartAsync();
        await test.PublishAsync(0, 5, _ => 20, 1);
        await receiver.ReceivedAsync(1);
        await test.QuietAsync();
        await test.StateAsync(1, state => state.QueueDepth == 5, "queued");
        await test.OutcomesCommittedAsync();

        Volatile.Write(ref status, 200);
        await using var after = test.Crash();
        await after.StartAsync();
        await after.QuietAsync();
        Assert.Equal(1, receiver.Count);
        await test.StopAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        await after.StateAsync(1, state => state is { Total: 5, QueueDepth: 0 }, "all delivered");

        Assert.Equal([0, 0, 1, 2, 3, 4], receiver.Requests.Select(Number));
    }

    [Fact]
    public async Task Batches_keep_the_order_of_each_vehicle()
    {
        var fail = 0;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref fail) % 3 == 0 ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryIntervals = [TimeSpan.FromMilliseconds(10)]);
        test.Webhooks.Set(Ordered(receiver) with
        {
            Batch = true,
            Policy = new WebhookPolicy { Ordering = DeliveryOrder.Vehicle, BatchSize = 7, BatchWaitMs = 1 },
        });
        await test.StartAsync();

        await test.PublishAsync(0, 600, number => 20 + (number % 11), 1);
        await test.StateAsync(1, state => state is { Total: 600, QueueDepth: 0 }, "all delivered");

        // The last time that a message was received is when it was taken.
        var last = receiver.Requests
            .SelectMany((request, at) => request.Json.EnumerateArray().Select(
                (message, place) => (Data: message.GetProperty("data"), At: at, Place: place)))
            .GroupBy(message => message.Data.GetProperty("number").GetInt32())
            .Select(attempts => attempts.MaxBy(attempt => attempt.At))
            .ToArray();
        Assert.Equal(600, last.Length);
        foreach (var vehicle in last.GroupBy(message => message.Data.GetProperty("vehicle_id").GetInt64()))
        {
            var numbers = vehicle.OrderBy(message => message.At).ThenBy(message => message.Place)
                .Select(message => message.Data.GetProperty("number").GetInt32()).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    [Fact]
    public async Task Full_batches_of_few_vehicles_wait_for_no_company()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };
        test.Webhooks.Set(Ordered(receiver) with
        {
            Batch = true,
            Paused = true,
            Policy = new WebhookPolicy { Ordering = DeliveryOrder.Vehicle, BatchSize = 10, BatchWaitMs = 60_000 },
        });
        await test.StartAsync();
        await test.PublishAsync(0, 300, number => 20 + (number % 3), 1);
        await test.StateAsync(1, state => state.QueueDepth == 300, "queued");

        // The clock stands still.
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state is { Total: 300, QueueDepth: 0 }, "all delivered");

        Assert.Equal(30, receiver.Count);
    }

    [Fact]
    public async Task Behind_only_the_newest_message_of_each_vehicle_is_sent()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url) with
        {
            Paused = true,
            Policy = new WebhookPolicy { Collapse = true },
        });
        await test.StartAsync();
        await test.PublishAsync(0, 3000, number => 20 + (number % 10), 1);
        await test.StateAsync(1, state => state.QueueDepth == 3000, "queued");

        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state.QueueDepth == 0, "sent");

        Assert.Equal(Enumerable.Range(2990, 10), receiver.Requests.Select(Number).Order());
        Assert.Equal((10, 2990), (test.Dispatcher.GetState(1).Total, test.Dispatcher.GetState(1).Collapsed));

        // What was collapsed stays so after a crash.
        await test.OutcomesCommittedAsync();
        await using var after = test.Crash();
        await after.StartAsync();
        Assert.Equal(
            (0, 10, 2990),
            (after.Dispatcher.GetState(1).QueueDepth, after.Dispatcher.GetState(1).Total, after.Dispatcher.GetState(1).Collapsed));
    }

    [Fact]
    public async Task Rules_may_change_while_messages_wait()
    {
        var status = 500;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };
        test.Webhooks.Set(Ordered(receiver));
        await test.StartAsync();
        await test.PublishAsync(0, 100, number => 20 + (number % 10), 1);
        await test.StateAsync(1, state => state is { QueueDepth: 100, Failing: true }, "failing");

        test.Webhooks.Change(1, webhook => webhook with
        {
            Batch = true,
            Policy = new WebhookPolicy { BatchSize = 9 },
        });
        test.Webhooks.Change(1, webhook => webhook with { Batch = false, Policy = WebhookPolicy.Default, Paused = true });
        await test.QuietAsync();
        Volatile.Write(ref status, 200);
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state is { Total: 100, QueueDepth: 0 }, "all delivered");
    }

    private static WebhookDefinition Ordered(TestReceiver receiver) => TestWebhooks.Make(1, receiver.Url) with
    {
        Policy = new WebhookPolicy { Ordering = DeliveryOrder.Vehicle },
    };

    private static int Number(ReceivedRequest request) => request.Json.GetProperty("data").GetProperty("number").GetInt32();

    private static long Vehicle(ReceivedRequest request) => request.Json.GetProperty("data").GetProperty("vehicle_id").GetInt64();
}
