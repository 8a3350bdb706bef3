using System.Security.Cryptography;
using System.Text;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests;

/// <summary>Events in, POSTs out, over real journals and real HTTP.</summary>
public class DispatcherTests
{
    [Theory]
    [InlineData(BodyFormat.Json, "application/json")]
    [InlineData(BodyFormat.Form, "application/x-www-form-urlencoded")]
    public async Task Sends_a_signed_message_with_the_headers_of_the_contract(BodyFormat format, string contentType)
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(9016, receiver.Url, format: format, authorization: "Basic dXNlcjpwYXNz"));
        await test.StartAsync();

        await test.PublishAsync(1, 1, 9016);
        await test.StateAsync(9016, state => state is { QueueDepth: 0, Total: 1 }, "delivered");

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(contentType, request.Headers["Content-Type"]);
        Assert.Equal("Basic dXNlcjpwYXNz", request.Headers["Authorization"]);
        Assert.Equal("Gateway-Webhooks/1", request.Headers["User-Agent"]);
        Assert.Equal("msg_00000000000000000000000000000001_9016", request.Id);
        Assert.Equal(SignatureOf(request), request.Headers[WebhookSigner.SignatureHeader]);
        Assert.Contains("52.5163", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal);
        Assert.Null(test.Dispatcher.Fault);
    }

    [Fact]
    public async Task Sends_each_event_once_to_each_addressee()
    {
        await using var one = await TestReceiver.StartAsync();
        await using var two = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, one.Url), TestWebhooks.Make(2, two.Url));
        await test.StartAsync();

        await test.PublishAsync(0, 500, 1, 2);
        await test.StateAsync(1, state => state.Total == 500, "all at one");
        await test.StateAsync(2, state => state.Total == 500, "all at two");

        Assert.Equal(500, one.Requests.Select(request => request.Id).Distinct().Count());
        Assert.Equal(500, two.Requests.Select(request => request.Id).Distinct().Count());
        Assert.Equal(1000, one.Count + two.Count);
    }

    [Fact]
    public async Task A_hanging_receiver_keeps_nobody_waiting()
    {
        var release = new TaskCompletionSource();
        await using var hanging = await TestReceiver.StartAsync((_, _) => release.Task);
        await using var healthy = await TestReceiver.StartAsync();
        await using var test = TestDispatch.With(options =>
        {
            options.AttemptTimeout = TimeSpan.FromMinutes(5);
            options.StopTimeout = TimeSpan.Zero;
        });
        test.Webhooks.Set(TestWebhooks.Make(1, hanging.Url), TestWebhooks.Make(2, healthy.Url));
        await test.StartAsync();

        await test.PublishAsync(0, 400, 1, 2);
        await test.StateAsync(2, state => state is { Total: 400, QueueDepth: 0 }, "the healthy one has all");
        await hanging.ReceivedAsync(test.Options.FirstConcurrency);

        var bytes = test.Dispatcher.GetState(1).QueueBytes;
        Assert.InRange(bytes, 400, 400 << 10);
        Assert.Equal(new WebhookState(400, 0, null, null, false, 0, 0, bytes), test.Dispatcher.GetState(1));
        Assert.Equal(test.Options.FirstConcurrency, hanging.Count);
        release.SetResult();
    }

    [Fact]
    public async Task The_head_says_how_many_messages_wait_behind()
    {
        var first = new TaskCompletionSource();
        await using var receiver = await TestReceiver.StartAsync((_, _) => first.Task);
        await using var test = TestDispatch.With(options => options.Concurrency = 1);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 10, 1);
        await test.StateAsync(1, state => state.QueueDepth == 10, "queued while paused");
        Assert.Equal(0, receiver.Count);

        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        first.SetResult();
        await test.StateAsync(1, state => state.QueueDepth == 0, "sent after resuming");

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], receiver.Requests.Select(request => request.QueueDepth));
        Assert.All(receiver.Requests, request => Assert.Equal(1450210819, request.Head.GetProperty("enqueue_time").GetInt64()));
    }

    [Fact]
    public async Task A_deleted_webhook_takes_its_queue_with_it_and_no_other()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url) with { Paused = true },
            TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 20, 1, 2);
        await test.StateAsync(2, state => state.QueueDepth == 20, "queued");

        test.Webhooks.Delete(1);
        test.Webhooks.Change(2, webhook => webhook with { Paused = false });
        await test.PublishAsync(20, 5, 1, 2);
        await test.StateAsync(2, state => state.Total == 25, "the other one has all");

        Assert.Equal(WebhookState.New, test.Dispatcher.GetState(1));
        Assert.All(receiver.Requests, request => Assert.EndsWith("_2", request.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_address_and_secret_hold_from_the_next_attempt()
    {
        await using var old = await TestReceiver.StartAsync();
        await using var changed = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, old.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        await test.StateAsync(1, state => state.Total == 1, "the first");

        var secret = WebhookSecret.Create().Reveal();
        test.Webhooks.Change(1, webhook => webhook with { Url = changed.Url, Secret = secret });
        await test.PublishAsync(1, 1, 1);
        await test.StateAsync(1, state => state.Total == 2, "the second");

        Assert.Equal(1, old.Count);
        var request = Assert.Single(changed.Requests);
        Assert.Equal(SignatureOf(request, secret), request.Headers[WebhookSigner.SignatureHeader]);
    }

    [Fact]
    public async Task A_test_message_goes_through_the_real_queue()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        var webhook = TestWebhooks.Make(5, receiver.Url, EventType.LandmarkChange);
        test.Webhooks.Set(webhook);
        await test.StartAsync();

        Assert.True(await test.Dispatcher.SendTestAsync(webhook, CancellationToken.None));
        await test.StateAsync(5, state => state.Total == 1, "delivered");

        var request = Assert.Single(receiver.Requests);
        Assert.Equal("landmark_change", request.Head.GetProperty("type").GetString());
        Assert.Equal("landmark_enter", request.Json.GetProperty("data").GetProperty("example").GetString());
    }

    [Fact]
    public async Task Logs_neither_secrets_nor_the_rest_of_an_address()
    {
        await using var receiver = await TestReceiver.AnsweringAsync(500);
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url, authorization: "Bearer hidden"));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        await test.StateAsync(1, state => state.LastError is not null, "failed");

        var log = string.Join('\n', test.Logger.Collector.GetSnapshot().Select(record => record.ToString()));

        Assert.Contains("127.0.0.1", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", log, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", log, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", log, StringComparison.Ordinal);
    }

    private static string SignatureOf(ReceivedRequest request, string secret = TestWebhooks.Secret)
    {
        var content = Encoding.UTF8.GetBytes($"{request.Id}.{request.Headers[WebhookSigner.TimestampHeader]}.");
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret[6..]), content.Concat(request.Body).ToArray());
        return "v1," + Convert.ToBase64String(mac);
    }
}
