using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Replay;

/// <summary>Sending again, over a dispatcher with real journals and a real receiver. Events are queued in one second.</summary>
public class ReplayTests
{
    private const long Second = 1_450_210_819;
    private const long Witness = 9;
    private static readonly ReplayRange All = new(Second, Second, null);

    /// <summary>A clock that stands still: a replay with a rate goes no further than its first message.</summary>
    private readonly FakeTimeProvider _still = new(DateTimeOffset.FromUnixTimeSeconds(Second));

    [Fact]
    public async Task A_replay_sends_the_webhooks_events_of_the_range_again_with_the_same_ids()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 300, 1, 2);
        await test.PublishAsync(300, 50, 2);
        await test.StateAsync(1, state => state.Total == 300, "delivered");
        await test.StateAsync(2, state => state.Total == 350, "delivered");
        var first = receiver.Requests.Where(request => request.Id.EndsWith("_1", StringComparison.Ordinal)).ToArray();

        Assert.Equal(0, (await RunAsync(test, new ReplayRange(0, Second - 1, null))).Queued);
        var job = test.Dispatcher.Replays.Begin(1, All)!;
        await test.StateAsync(1, state => state.Total == 600, "delivered again");
        await EndedAsync(test, job.Id, ReplayStatus.Done);

        var again = receiver.Requests.Where(request => request.Id.EndsWith("_1", StringComparison.Ordinal)).ToArray();
        Assert.Equal(first.Select(request => request.Id).Order(), again.Skip(300).Select(request => request.Id).Order());
        Assert.All(again, request => Assert.Equal(0, request.RetryCount));
        Assert.Equal(350, test.Dispatcher.GetState(2).Total);
        var ended = test.Dispatcher.Replays.List(1)[0];
        Assert.Equal((300, 0, 1.0, false), (ended.Queued, ended.Waiting, ended.Progress, ended.Overtaken));
        Assert.Equal(0, (await RunAsync(test, new ReplayRange(Second + 1, Second + 9, null))).Queued);
    }

    [Fact]
    public async Task What_waits_anyway_is_not_queued_twice_and_one_replay_runs_at_a_time()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = _still };
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url), MakeWitness(receiver));
        await test.StartAsync();
        await test.PublishAsync(0, 20, 1);
        await test.StateAsync(1, state => state.Total == 20, "delivered");
        test.Webhooks.Change(1, webhook => webhook with { Paused = true });
        await test.PublishAsync(20, 200, 1);
        await test.StateAsync(1, state => state.QueueDepth == 200, "queued");
        await SpreadAsync(test);

        // It ends before the webhook is resumed, so what waits is known; all of it is fewer than the replay's window.
        Assert.NotNull(test.Dispatcher.Replays.Begin(1, All with { Rate = 1 }));
        Assert.Null(test.Dispatcher.Replays.Begin(1, All));
        await Eventually.TrueAsync(
            () =>
            {
                _still.Advance(TimeSpan.FromSeconds(1));
                return test.Dispatcher.Replays.List(1)[0].Status == ReplayStatus.Done;
            },
            "replayed");
        Assert.Equal(220, test.Dispatcher.GetState(1).QueueDepth);
        test.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await test.StateAsync(1, state => state is { Total: 240, QueueDepth: 0 }, "all delivered");

        Assert.Equal((20, 200), (test.Dispatcher.Replays.List(1)[0].Queued, test.Dispatcher.Replays.List(1)[0].Waiting));
        Assert.Equal(240, receiver.Count);
        Assert.Equal(220, receiver.Requests.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_replay_cut_off_by_a_crash_goes_on_and_loses_nothing()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url), MakeWitness(receiver));
        await test.StartAsync();
        await test.PublishAsync(0, 1000, 1);
        await test.StateAsync(1, state => state.Total == 1000, "delivered");
        await SpreadAsync(test);
        test.Webhooks.Change(1, webhook => webhook with { Paused = true });
        var job = test.Dispatcher.Replays.Begin(1, All)!;
        await test.StateAsync(1, state => state.QueueDepth == ReplayRun.Window, "the window full");
        await test.OutcomesCommittedAsync();

        await using var after = test.Crash();
        await after.StartAsync();
        Assert.Equal(ReplayRun.Window, after.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(1000, after.Dispatcher.GetState(1).Total);
        Assert.True(after.Dispatcher.Replays.List(1)[0].IsActive);
        after.Webhooks.Change(1, webhook => webhook with { Paused = false });
        await EndedAsync(after, job.Id, ReplayStatus.Done);
        await after.StateAsync(1, state => state.QueueDepth == 0, "all delivered again");

        // Nothing is left out. What had been queued before the crash is found waiting; the few that are delivered again
        // before the replay has come to them are queued once more.
        var ended = after.Dispatcher.Replays.List(1)[0];
        Assert.Equal(1000, ended.Queued + ended.Waiting);
        Assert.InRange(after.Dispatcher.GetState(1).Total, 2000, 2000 + ReplayRun.Window);
        Assert.All(receiver.Requests.CountBy(request => request.Id).Select(pair => pair.Value), count => Assert.InRange(count, 2, 4));
        Assert.Equal(1000, receiver.Requests.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task Replayed_messages_that_fail_are_retried_from_zero_also_after_a_crash()
    {
        var refuse = false;
        await using var receiver = await TestReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = refuse ? 422 : 204;
            return Task.CompletedTask;
        });

        // None comes again by itself, not from the one that "crashed" either.
        await using var test = TestDispatch.With(options => options.RetryIntervals = [TimeSpan.FromHours(1)]);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url), MakeWitness(receiver));
        await test.StartAsync();
        await test.PublishAsync(0, 4, 1);
        await test.StateAsync(1, state => state.Total == 4, "delivered");
        await SpreadAsync(test);
        refuse = true;
        await RunAsync(test, All);
        await receiver.ReceivedAsync(8);
        await test.QuietAsync();
        Assert.Equal(4, test.Dispatcher.GetState(1).QueueDepth);
        await test.OutcomesCommittedAsync();

        await using var after = test.Crash();
        refuse = false;
        await after.StartAsync();
        Assert.Equal(4, after.Dispatcher.GetState(1).QueueDepth);
        foreach (var number in Enumerable.Range(0, 4))
        {
            Assert.Equal(RequeueStatus.Queued, await after.Dispatcher.Replays.RetryAsync(1, new EventId((uint)number), default));
        }

        await after.StateAsync(1, state => state is { Total: 8, QueueDepth: 0 }, "delivered by a retry");
        Assert.Equal([1, 1, 1, 1], receiver.Requests.TakeLast(4).Select(request => request.RetryCount));
        await test.StopAsync();
    }

    [Fact]
    public async Task One_message_is_sent_again_also_when_it_was_delivered()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 3, 1);
        await test.StateAsync(1, state => state.Total == 3, "delivered");
        await Eventually.TrueAsync(() => test.Attempts.Read(1).Count == 3, "logged");

        Assert.Equal(RequeueStatus.Queued, await test.Dispatcher.Replays.RetryAsync(1, new EventId(2), default));
        Assert.Equal(RequeueStatus.Unknown, await test.Dispatcher.Replays.RetryAsync(1, new EventId(9), default));
        await test.StateAsync(1, state => state.Total == 4, "delivered again");
        Assert.Equal(2, receiver.Requests.Count(request => request.Id == receiver.Requests[^1].Id));
        test.Webhooks.Change(1, webhook => webhook with { Paused = true });
        Assert.Equal(RequeueStatus.Queued, await test.Dispatcher.Replays.RetryAsync(1, new EventId(2), default));
        Assert.Equal(RequeueStatus.Waiting, await test.Dispatcher.Replays.RetryAsync(1, new EventId(2), default));

        // Acknowledged, so there after a crash.
        await using var after = test.Crash();
        await after.StartAsync();
        Assert.Equal(1, after.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(4, after.Dispatcher.GetState(1).Total);
    }

    [Fact]
    public async Task A_replay_is_cancelled_by_its_owner_and_goes_with_its_webhook()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = _still };
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 20, 1, 2);
        await test.StateAsync(1, state => state.Total == 20, "delivered");
        await test.StateAsync(2, state => state.Total == 20, "delivered");
        var one = test.Dispatcher.Replays.Begin(1, All with { Rate = 1 })!;
        var two = test.Dispatcher.Replays.Begin(2, All with { Rate = 1 })!;

        Assert.Null(await test.Dispatcher.Replays.CancelAsync(2, one.Id));
        var cancelled = (await test.Dispatcher.Replays.CancelAsync(1, one.Id))!;
        Assert.Equal(ReplayStatus.Cancelled, cancelled.Status);
        Assert.NotNull(cancelled.EndedMs);
        test.Webhooks.Delete(2);
        Assert.Empty(test.Dispatcher.Replays.List(2));
        await test.StopAsync();
        await test.StartAsync();
        Assert.Equal([one.Id], test.Dispatcher.Replays.List(1).Select(job => job.Id));
        Assert.Empty(test.Dispatcher.Replays.List(two.WebhookId));
    }

    private static WebhookDefinition MakeWitness(TestReceiver receiver) =>
        TestWebhooks.Make(Witness, receiver.Url) with { Paused = true };

    /// <summary>Waits until a replay would cover all that was published: its end is moved on only after an event is queued.</summary>
    private static async Task SpreadAsync(TestDispatch test)
    {
        // One event in each partition, behind all others.
        await test.PublishAsync(1 << 20, 2, Witness);
        await test.StateAsync(Witness, state => state.QueueDepth == 2, "spread");
    }

    private static async Task<ReplayJob> RunAsync(TestDispatch test, ReplayRange range)
    {
        var job = test.Dispatcher.Replays.Begin(1, range)!;
        await EndedAsync(test, job.Id, ReplayStatus.Done);
        return test.Dispatcher.Replays.List(1).First(other => other.Id == job.Id);
    }

    private static Task EndedAsync(TestDispatch test, long id, ReplayStatus status) => Eventually.TrueAsync(
        () => test.Dispatcher.Replays.List(1).Any(job => job.Id == id && job.Status == status), $"replay {status}");
}
