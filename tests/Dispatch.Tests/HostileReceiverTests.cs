using System.Net.Sockets;
using System.Text;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests;

/// <summary>
/// Receivers that do everything wrong, beside healthy ones that must not notice. Every id is accounted for: a healthy
/// receiver gets each event exactly once; the hostile ones keep theirs, and get each once they have come to reason.
/// </summary>
public class HostileReceiverTests
{
    private const int Events = 300;
    private const int Healthy = 4;

    [Fact]
    public async Task Hostile_receivers_hurt_nobody_and_lose_nothing()
    {
        SocketReceiver[] hostile =
        [
            new((_, _, stop) => Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => false, TaskScheduler.Default)),
            new(DripAsync),
            new((_, stream, stop) => FloodAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", stop)),
            new((_, stream, stop) => FloodAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", stop)),
            new((_, stream, stop) => FloodAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", stop)),
            new((_, stream, stop) => SayAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a bo", stop)),
            new((receiver, stream, stop) => SayAsync(stream, $"HTTP/1.1 307 Again\r\nLocation: {receiver.Url}\r\nContent-Length: 0\r\n\r\n", stop)),
            new((_, stream, stop) => SayAsync(stream, "HTTP/1.1 102 Processing\r\n\r\n", stop)),
            new((_, _, _) => Task.FromResult(false)),
        ];
        var healthy = Enumerable.Range(0, Healthy).Select(_ => new SocketReceiver(SocketReceiver.TakeItAsync)).ToArray();
        await using var test = TestDispatch.With(options =>
        {
            options.AttemptTimeout = TimeSpan.FromSeconds(1);
            options.RetryIntervals = [TimeSpan.FromSeconds(1)];
            options.BreakerFirstPause = TimeSpan.FromSeconds(0.5);
            options.StopTimeout = TimeSpan.Zero;
        });
        try
        {
            // A sound receiver may be slow because the machine is: what it has taken must not come again for that.
            var patient = new WebhookPolicy { TimeoutSeconds = WebhookPolicy.MaxTimeoutSeconds };
            var all = hostile.Concat(healthy).Select((receiver, at) => TestWebhooks.Make(at + 1, receiver.Url) with
            {
                Policy = at < hostile.Length ? WebhookPolicy.Default : patient,
            }).ToArray();
            test.Webhooks.Set(all);
            await test.StartAsync();
            await test.PublishAsync(0, Events, [.. all.Select(webhook => webhook.Id)]);

            foreach (var webhook in all.Skip(hostile.Length))
            {
                await test.StateAsync(webhook.Id, state => state is { Total: Events, QueueDepth: 0 }, "a healthy one has all");
                Assert.Equal(Expected(webhook.Id), healthy[webhook.Id - hostile.Length - 1].Ids.Order(StringComparer.Ordinal));
            }

            // Each of the others has failed by now or will, has delivered nothing and lost nothing.
            foreach (var webhook in all.Take(hostile.Length))
            {
                await test.StateAsync(webhook.Id, state => state.LastError is not null, $"webhook {webhook.Id} failed");
                var state = test.Dispatcher.GetState(webhook.Id);
                Assert.Equal((webhook.Id, 0, Events, 0), (webhook.Id, state.Total, state.QueueDepth, state.Expired));
            }

            foreach (var receiver in hostile)
            {
                receiver.Answer = SocketReceiver.TakeItAsync;
            }

            foreach (var webhook in all.Take(hostile.Length))
            {
                test.Webhooks.Change(webhook.Id, definition => definition with { Paused = true });
                test.Webhooks.Change(webhook.Id, definition => definition with { Paused = false, Policy = patient });
                await test.StateAsync(webhook.Id, state => state is { Total: Events, QueueDepth: 0 }, "come to reason");
                Assert.Equal(
                    Expected(webhook.Id), hostile[webhook.Id - 1].Ids.Distinct().Order(StringComparer.Ordinal));
            }

            Assert.Null(test.Dispatcher.Fault);
        }
        finally
        {
            await test.StopAsync();
            foreach (var receiver in hostile.Concat(healthy))
            {
                await receiver.DisposeAsync();
            }
        }
    }

    private static IEnumerable<string> Expected(long webhook) =>
        Enumerable.Range(0, Events).Select(number => $"msg_{number:x32}_{webhook}");

    private static async Task<bool> SayAsync(NetworkStream stream, string answer, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
        return false;
    }

    /// <summary>A byte a second.</summary>
    private static async Task<bool> DripAsync(SocketReceiver receiver, NetworkStream stream, CancellationToken stop)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"u8.ToArray(), stop);
        do
        {
            await stream.WriteAsync("x"u8.ToArray(), stop);
        }
        while (await second.WaitForNextTickAsync(stop));
        return false;
    }

    /// <summary>As much as is taken, up to a gigabyte.</summary>
    private static async Task<bool> FloodAsync(NetworkStream stream, string head, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('x', 1 << 16) + "\r\n");
        for (var sent = 0L; sent < 1 << 30; sent += chunk.Length)
        {
            await stream.WriteAsync(chunk, stop);
        }

        return false;
    }
}
