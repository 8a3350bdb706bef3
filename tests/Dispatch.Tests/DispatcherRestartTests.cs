using Gateway.Dispatch.Tests.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

/// <summary>What is left after a stop, and after a crash.</summary>
public class DispatcherRestartTests
{
    [Fact]
    public async Task A_stop_keeps_the_queue_and_the_totals()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 30, 1, 2);
        await test.StateAsync(1, state => state.Total == 30, "delivered before the stop");
        await test.StateAsync(2, state => state.QueueDepth == 30, "queued before the stop");
        var before = test.Dispatcher.GetState(1);

        await test.StopAsync();
        await test.StartAsync();

        Assert.Equal(before, test.Dispatcher.GetState(1));
        Assert.Equal(30, test.Dispatcher.GetState(2).QueueDepth);
        test.Webhooks.Change(2, webhook => webhook with { Paused = false });
        await test.PublishAsync(30, 10, 1, 2);
        await test.StateAsync(1, state => state.Total == 40, "one after the stop");
        await test.StateAsync(2, state => state is { Total: 40, QueueDepth: 0 }, "two after the stop");
        Assert.Equal(80, receiver.Requests.Select(request => request.Id).Distinct().Count());
        Assert.Equal(80, receiver.Count);
    }

    [Fact]
    public async Task A_crash_without_any_snapshot_loses_nothing_and_repeats_nothing_that_was_recorded()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 50, 1, 2);
        await test.StateAsync(1, state => state.Total == 50, "delivered");
        await test.OutcomesCommittedAsync();

        await using var after = test.Crash();
        Assert.False(Directory.Exists(after.Snapshots));
        await after.StartAsync();

        Assert.Equal(50, after.Dispatcher.GetState(1).Total);
        Assert.Equal(0, after.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(50, after.Dispatcher.GetState(2).QueueDepth);
        Assert.Equal(50, receiver.Count);
    }

    [Fact]
    public async Task A_crash_after_a_snapshot_reads_the_tails()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_450_210_819));
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch { Time = time };
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 20, 1, 2);
        await test.StateAsync(1, state => state.Total == 20, "before the snapshot");
        await test.StateAsync(2, state => state.QueueDepth == 20, "before the snapshot");
        time.Advance(test.Options.SnapshotInterval);
        await Eventually.TrueAsync(() => Directory.GetFiles(test.Snapshots, "*.snapshot").Length == 1, "a snapshot");
        await test.PublishAsync(20, 20, 1, 2);
        await test.StateAsync(1, state => state.Total == 40, "after the snapshot");
        await test.OutcomesCommittedAsync();

        await using var after = test.Crash();
        await after.StartAsync();

        Assert.Equal(40, after.Dispatcher.GetState(1).Total);
        Assert.Equal(0, after.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(40, after.Dispatcher.GetState(2).QueueDepth);
        await test.StopAsync();
        after.Webhooks.Change(2, webhook => webhook with { Paused = false });
        await after.StateAsync(2, state => state is { Total: 40, QueueDepth: 0 }, "all of two");
        Assert.Equal(
            Enumerable.Range(0, 40).Select(number => $"msg_{number:x32}_2"),
            receiver.Requests.Select(request => request.Id)
                .Where(id => id.EndsWith("_2", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lost_tail_of_outcomes_costs_second_deliveries_with_the_same_id()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 10, 1);
        await test.StateAsync(1, state => state.Total == 10, "delivered");

        // Events are on disk, outcomes are not: as if the crash had come before their commit.
        await using var after = test.Crash();
        Directory.Delete(Path.Combine(after.Folder, "outcomes"), recursive: true);
        await after.StartAsync();
        await after.StateAsync(1, state => state is { Total: 10, QueueDepth: 0 }, "delivered again");

        Assert.Equal(20, receiver.Count);
        Assert.All(receiver.Requests.GroupBy(request => request.Id), pair => Assert.Equal(2, pair.Count()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempts_and_due_times_survive(bool crash)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_450_210_819));
        await using var receiver = await TestReceiver.AnsweringAsync(500);
        await using var test = TestDispatch.With(options => options.RetryJitter = 0, time);
        test.Webhooks.Set(TestWebhooks.Make(1, receiver.Url));
        await test.StartAsync();
        await test.PublishAsync(0, 1, 1);
        await test.StateAsync(1, state => state.Failing, "first failure");
        await test.QuietAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        await receiver.ReceivedAsync(2);
        await Eventually.TrueAsync(() => test.Logger.Collector.GetSnapshot().Count(record => record.Id.Id == 3001) == 2, "second failure");

        // It is logged before it is appended.
        await test.QuietAsync();
        await test.OutcomesCommittedAsync();

        await using var copy = crash ? test.Crash() : null;
        if (copy is null)
        {
            await test.StopAsync();
        }

        var after = copy ?? test;
        await after.StartAsync();
        Assert.True(after.Dispatcher.GetState(1) is { QueueDepth: 1, Failing: true });
        if (crash)
        {
            // The one that "crashed" still runs: it must not send.
            await test.StopAsync();
        }

        time.Advance(TimeSpan.FromSeconds(299));
        time.Advance(TimeSpan.FromSeconds(1));
        await receiver.ReceivedAsync(3);

        Assert.Equal([0, 1, 2], receiver.Requests.Select(request => request.RetryCount));
        Assert.Equal(
            [1_450_210_819, 1_450_210_824, 1_450_211_124],
            receiver.Requests.Select(request => request.Head.GetProperty("request_time").GetInt64()));
        Assert.Single(receiver.Requests.Select(request => request.Id).Distinct());
    }

    [Fact]
    public async Task A_damaged_newest_snapshot_falls_back_to_the_one_before()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        for (var round = 0; round < 4; round++)
        {
            await test.StartAsync();
            await test.PublishAsync(round * 10, 10, 1, 2);
            var total = (round + 1) * 10;
            await test.StateAsync(1, state => state.Total == total, "delivered");
            await test.StateAsync(2, state => state.QueueDepth == total, "queued");
            await test.StopAsync();
        }

        var files = Directory.GetFiles(test.Snapshots).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, files.Length);
        var bytes = await File.ReadAllBytesAsync(files[1]);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(files[1], bytes);

        await test.StartAsync();

        Assert.Equal(40, test.Dispatcher.GetState(1).Total);
        Assert.Equal(0, test.Dispatcher.GetState(1).QueueDepth);
        Assert.Equal(40, test.Dispatcher.GetState(2).QueueDepth);
        Assert.Equal(40, receiver.Count);
        Assert.Contains(test.Logger.Collector.GetSnapshot(), record => record.Id.Id == 3006);
    }

    [Fact]
    public async Task Messages_of_a_webhook_that_is_gone_at_the_restart_are_dropped()
    {
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = new TestDispatch();
        test.Webhooks.Set(TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 5, 2);
        await test.StateAsync(2, state => state.QueueDepth == 5, "queued");
        await test.StopAsync();

        test.Webhooks.Delete(2);
        await test.StartAsync();

        Assert.Equal(0, test.Dispatcher.GetState(2).QueueDepth);
        Assert.Null(test.Dispatcher.Fault);
    }
}
