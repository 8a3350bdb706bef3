using Gateway.Dispatch.Events;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests;

public class DispatcherRetentionTests
{
    [Fact]
    public async Task Messages_that_outlive_their_event_are_counted_and_listed_and_the_others_stay()
    {
        // The journal stamps records with the real time; the dispatcher's clock runs ahead of it.
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var receiver = await TestReceiver.StartAsync();
        await using var test = TestDispatch.With(options => options.RetentionAge = TimeSpan.FromHours(1), time);
        test.Webhooks.Set(
            TestWebhooks.Make(1, receiver.Url), TestWebhooks.Make(2, receiver.Url) with { Paused = true });
        await test.StartAsync();
        await test.PublishAsync(0, 30, 1, 2);
        await test.StateAsync(1, state => state.Total == 30, "delivered");
        await test.StateAsync(2, state => state.QueueDepth == 30, "queued");

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(30, test.Dispatcher.GetState(2).QueueDepth);
        time.Advance(TimeSpan.FromMinutes(3));
        await test.StateAsync(2, state => state is { QueueDepth: 0, Expired: 30 }, "expired");

        // They are counted first, then listed, and named last.
        await Eventually.TrueAsync(
            () => test.Dispatcher.GetExpired(2) is { Count: 30 } all && all.All(expired => expired.EventId is not null), "named");
        Assert.Equal(0, test.Dispatcher.GetState(1).Expired);
        Assert.Equal(
            Enumerable.Range(0, 30).Select(number => (EventId?)new EventId((UInt128)number)),
            test.Dispatcher.GetExpired(2).Select(expired => expired.EventId).OrderBy(id => id!.Value.Value));

        await test.StopAsync();
        await test.StartAsync();
        Assert.Equal(30, test.Dispatcher.GetState(2).Expired);
        Assert.Equal(30, test.Dispatcher.GetExpired(2).Count);
        await test.PublishAsync(30, 1, 1, 2);
        await test.StateAsync(2, state => state.QueueDepth == 1, "goes on");
    }
}
