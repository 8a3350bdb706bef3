using System.Text;
using System.Text.Json;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

/// <summary>Messages that go as JSON arrays.</summary>
public class DispatcherBatchTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_450_210_819);

    [Fact]
    public async Task A_backlog_goes_in_full_batches_each_message_with_its_own_head()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(Make(receiver) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 250, 1);
        await test.StateAsync(1, state => state.QueueDepth == 250, "queued");

        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state.Total == 200, "the full ones");
        await test.QuietAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await test.StateAsync(1, state => state is { Total: 250, QueueDepth: 0 }, "the rest");

        Assert.Equal([50, 100, 100], receiver.Requests.Select(request => Numbers(request).Length).Order());
        Assert.Equal(Enumerable.Range(0, 250), receiver.Requests.SelectMany(Numbers).Order());
        Assert.All(receiver.Requests, request =>
        {
            Assert.Matches("^bat_[0-9a-f]{32}_1$", request.Id);
            Assert.Equal("application/json", request.Headers["Content-Type"]);
            Assert.Equal(SignatureOf(request), request.Headers[WebhookSigner.SignatureHeader]);
            var depths = Heads(request).Select(head => head.GetProperty("queue_depth").GetInt64()).ToArray();
            Assert.Equal(Enumerable.Range(0, depths.Length).Select(i => depths[0] - i), depths);
            Assert.All(Heads(request), head => Assert.Equal(0, head.GetProperty("retry_count").GetInt32()));
        });
        Assert.Equal(3, receiver.Requests.Select(request => request.Id).Distinct().Count());
        Assert.Contains(receiver.Requests, request => Heads(request)[^1].GetProperty("queue_depth").GetInt64() == 0);
    }

    [Fact]
    public async Task A_message_waits_for_company_no_longer_than_it_is_told()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { BatchWaitMs = 3000 }));
        await test.StartAsync();
        await test.PublishAsync(0, 3, 1);
        await test.StateAsync(1, state => state.QueueDepth == 3, "queued");

        time.Advance(TimeSpan.FromMilliseconds(2999));
        await test.QuietAsync();
        Assert.Equal(0, receiver.Count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await test.StateAsync(1, state => state.Total == 3, "sent");

        Assert.Equal([0, 1, 2], Numbers(Assert.Single(receiver.Requests)).Order());
    }

    [Fact]
    public async Task A_failed_batch_is_sent_again_with_the_same_messages_and_id()
    {
        var time = new FakeTimeProvider(Start);
        await using var receiver = await TestReceiver.StartAsync((request, context) =>
        {
            context.Response.StatusCode = Heads(request)[0].GetProperty("retry_count").GetInt32() < 2 ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { BatchSize = 10, RetrySchedule = [7] }));
        await test.StartAsync();
        await test.PublishAsync(0, 10, 1);
        await receiver.ReceivedAsync(1);
        await test.QuietAsync();

        // What comes meanwhile does not join.
        await test.PublishAsync(10, 3, 1);
        await test.StateAsync(1, state => state is { QueueDepth: 13, Total: 0 }, "all or nothing");
        time.Advance(TimeSpan.FromSeconds(7));
        await Eventually.TrueAsync(() => Of(receiver, 10).Length == 2, "the second attempt");
        await test.QuietAsync();
        time.Advance(TimeSpan.FromSeconds(7));
        await test.StateAsync(1, state => state is { Total: >= 10 }, "delivered");

        var attempts = Of(receiver, 10);
        Assert.Equal([0, 1, 2], attempts.Select(request => Heads(request)[0].GetProperty("retry_count").GetInt32()));
        Assert.Single(attempts.Select(request => request.Id).Distinct());
        Assert.All(attempts, request => Assert.Equal(Numbers(attempts[0]), Numbers(request)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_stays_together_through_a_crash(bool stopped)
    {
        var release = new TaskCompletionSource();
        var hang = true;
        await using var receiver = await TestReceiver.StartAsync(
            (_, context) => Volatile.Read(ref hang) ? release.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
        await using var test = TestDispatch.With(options => options.StopTimeout = TimeSpan.Zero);
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { BatchSize = 10, BatchWaitMs = 60_000 }));
        await test.StartAsync();
        await test.PublishAsync(0, 40, 1);
        await receiver.ReceivedAsync(4);
        var before = receiver.Requests.ToDictionary(request => request.Id, Numbers);
        await test.OutcomesCommittedAsync();
        if (stopped)
        {
            await test.StopAsync();
        }

        Volatile.Write(ref hang, false);
        await using var after = test.Crash();
        await after.StartAsync();
        await after.StateAsync(1, state => state is { QueueDepth: 0 }, "delivered after the crash");

        var again = receiver.Requests.Skip(4).ToArray();
        Assert.Equal(4, again.Length);
        Assert.All(again, request => Assert.Equal(before[request.Id], Numbers(request)));
        Assert.Equal(4, again.Select(request => request.Id).Distinct().Count());
        release.SetResult();
    }

    [Fact]
    public async Task A_body_that_would_be_too_long_becomes_several()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = TestDispatch.With(options => options.MaxBatchBytes = 1024);
        test.Webhooks.Set(Make(receiver, new WebhookPolicy { BatchWaitMs = 0 }) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 100, 1);
        await test.StateAsync(1, state => state.QueueDepth == 100, "queued");

        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state is { Total: 100, QueueDepth: 0 }, "delivered");

        Assert.Equal(Enumerable.Range(0, 100), receiver.Requests.SelectMany(Numbers).Order());
        Assert.All(receiver.Requests, request => Assert.InRange(request.Body.Length, 1, 1024 + 2));
        Assert.True(receiver.Count < 100);
        var depths = receiver.Requests.SelectMany(request => Heads(request)).Select(head => head.GetProperty("queue_depth").GetInt64());
        Assert.Equal(Enumerable.Range(0, 100).Select(depth => (long)depth), depths.Order());
    }

    private static WebhookDefinition Make(TestReceiver receiver, WebhookPolicy? policy = null) =>
        TestWebhooks.Make(1, receiver.Url) with { Batch = true, Policy = policy ?? WebhookPolicy.Default };

    private static JsonElement[] Heads(ReceivedRequest request) =>
        [.. request.Json.EnumerateArray().Select(message => message.GetProperty("head"))];

    private static int[] Numbers(ReceivedRequest request) =>
        [.. request.Json.EnumerateArray().Select(message => message.GetProperty("data").GetProperty("number").GetInt32())];

    private static ReceivedRequest[] Of(TestReceiver receiver, int messages) =>
        [.. receiver.Requests.Where(request => Numbers(request).Length == messages)];

    private static string SignatureOf(ReceivedRequest request)
    {
        var signed = Encoding.UTF8.GetBytes(
            $"{request.Id}.{request.Headers[WebhookSigner.TimestampHeader]}.{Encoding.UTF8.GetString(request.Body)}");
        Assert.True(WebhookSecret.TryParse(TestWebhooks.Secret, out var secret));
        return WebhookSigner.Sign(signed, new[] { secret });
    }
}
