using System.Net;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

/// <summary>Receivers that fail, and what the gateway makes of it. Time is the test's own.</summary>
public class DispatcherFailureTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_450_210_819);

    [Fact]
    public async Task Retries_on_schedule_until_delivered()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync((request, context) =>
        {
            context.Response.StatusCode = request.RetryCount < 3 ? 503 : 204;
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);

        foreach (var (attempt, seconds) in new[] { (1, 5), (2, 300), (3, 1800) })
        {
            await FailuresAsync(test, attempt);
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            time.Advance(TimeSpan.FromMilliseconds(1));
            await receiver.ReceivedAsync(attempt + 1);
        }

        await test.StateAsync(1, state => state is { QueueDepth: 0, Total: 1, LastError: null, Failing: false }, "delivered");
        Assert.Equal([0, 1, 2, 3], receiver.Requests.Select(request => request.RetryCount));
        Assert.Equal([0, 5, 305, 2105], SecondsOf(receiver));
        Assert.Single(receiver.Requests.Select(request => request.Id).Distinct());
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "120", 120)]
    [InlineData(503, "2", 5)]
    [InlineData(429, "Tue, 15 Dec 2015 20:40:19 GMT", 1200)]
    [InlineData(500, "120", 5)]
    [InlineData(429, "soon", 5)]
    public async Task Obeys_retry_after_for_all_messages_of_the_webhook(int status, string retryAfter, int seconds)
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync((request, context) =>
        {
            context.Response.StatusCode = request.RetryCount == 0 && request.Id.Contains("00_", StringComparison.Ordinal)
                ? status : 200;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        await FailuresAsync(test, 1);
        await test.PublishAsync(1, 1, 1);
        await test.StateAsync(1, state => state.QueueDepth == 2 || state.Total == 1, "the second is queued");

        // A worker that has looked at the clock before it moves would ask for a wake in the past.
        await test.QuietAsync();
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await test.QuietAsync();
        time.Advance(TimeSpan.FromMilliseconds(1));
        await test.StateAsync(1, state => state is { Total: 2, QueueDepth: 0 }, "both delivered");
        var retried = receiver.Requests.Single(request => request.RetryCount == 1);
        Assert.Equal(seconds, Second(retried));
        if (seconds > 5)
        {
            // The fresh message waited too.
            Assert.All(receiver.Requests.Skip(1), request => Assert.Equal(seconds, Second(request)));
        }
    }

    [Fact]
    public async Task Gone_disables_the_webhook_and_keeps_its_queue()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.AnsweringAsync(410);
        await using var test = TestDispatch.With(options => options.Concurrency = 1, time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();

        await test.PublishAsync(0, 3, 1);
        await Eventually.TrueAsync(() => test.Webhooks.Current.Find(1)!.Disabled, "disabled");
        await test.StateAsync(1, state => state.QueueDepth == 3, "kept");
        time.Advance(TimeSpan.FromHours(30));

        Assert.Equal(1, receiver.Count);
        Assert.Equal([(1L, "The receiver answered 410 Gone.")], test.Webhooks.Disabled);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var target = await TestReceiver.StartAsync();
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.Redirect(target.Url.ToString());
            return Task.CompletedTask;
        });
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();

        await test.PublishAsync(0, 1, 1);
        await FailuresAsync(test, 1);

        Assert.StartsWith("HTTP 302", test.Dispatcher.GetState(1).LastError, StringComparison.Ordinal);
        Assert.Equal(1, test.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(0, target.Count);
    }

    [Fact]
    public async Task Resuming_makes_waiting_retries_due_at_once()
    {
        var status = 500;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 20, 1);
        await test.StateAsync(1, state => state is { Failing: true, QueueDepth: 20 }, "failing");
        test.Webhooks.Change(1, webhook => webhook with { Paused = true });
        await test.QuietAsync();

        Volatile.Write(ref status, 200);
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });

        // The clock stands still: no schedule and no breaker let these through.
        await test.StateAsync(1, state => state is { QueueDepth: 0, Total: 20, Failing: false }, "all delivered");
    }

    [Fact]
    public async Task A_dead_receiver_is_probed_with_one_message_at_a_time()
    {
        var time = new FakeTimeProvider(Start);
        var status = 500;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 300, 1);
        await test.StateAsync(1, state => state is { QueueDepth: 300, Failing: true }, "all queued");
        await test.QuietAsync();

        // The window may be full when the breaker opens, no more.
        var burst = receiver.Count;
        Assert.InRange(burst, test.Options.BreakerThreshold, test.Options.BreakerThreshold + test.Options.Concurrency);
        for (var probe = 1; probe <= 10; probe++)
        {
            time.Advance(test.Options.BreakerMaxPause + TimeSpan.FromMilliseconds(2));
            await receiver.ReceivedAsync(burst + probe);
            await test.QuietAsync();
            Assert.Equal(burst + probe, receiver.Count);
        }

        Volatile.Write(ref status, 200);
        time.Advance(TimeSpan.FromHours(2));
        await test.StateAsync(1, state => state is { QueueDepth: 0, Total: 300, Failing: false }, "all delivered");
    }

    [Fact]
    public async Task A_dead_receiver_does_not_touch_its_neighbours()
    {
        await using var healthy = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };

        // Nobody listens on port 1.
        test.Webhooks.Set(
            TestWebhooks.Make(1, new Uri("http://127.0.0.1:1/")), TestWebhooks.Make(2, healthy.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 200, 1, 2);
        await test.StateAsync(2, state => state is { QueueDepth: 0, Total: 200 }, "all at the healthy one");

        await test.StateAsync(1, state => state is { QueueDepth: 200, Failing: true }, "all kept for the dead one");
        Assert.Contains("Connection", test.Dispatcher.GetState(1).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forbidden_address_is_never_connected_to()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = TestDispatch.With(
            options => options.AllowedReceivers = [IPNetwork.Parse("10.0.0.0/8")], new FakeTimeProvider(Start));
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();

        await test.PublishAsync(0, 1, 1);
        await FailuresAsync(test, 1);

        Assert.Contains("address", test.Dispatcher.GetState(1).LastError, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Count);
    }

    [Fact]
    public async Task A_webhook_that_can_t_be_signed_keeps_its_messages_until_it_is_put_right()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = new FakeTimeProvider(Start) };
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url, authorization: "a\r\nHost: other"));
        await test.StartAsync();
        await test.PublishAsync(0, 10, 1);
        await test.StateAsync(1, state => state.Failing, "refused");
        Assert.Equal(0, receiver.Count);

        test.Webhooks.Change(1, webhook => webhook with { Authorization = "a" });

        await test.StateAsync(1, state => state is { QueueDepth: 0, Total: 10 }, "all delivered");
    }

    private static Task FailuresAsync(TestDispatch test, int count) => Eventually.TrueAsync(
        () => test.Logger.Collector.GetSnapshot().Count(record => record.Id.Id == 3001) >= count && test.IsQuiet,
        $"{count} failures");

    private static long Second(ReceivedRequest request) =>
        request.Head.GetProperty("request_time").GetInt64() - Start.ToUnixTimeSeconds();

    private static IEnumerable<long> SecondsOf(TestReceiver receiver) => receiver.Requests.Select(Second);
}
