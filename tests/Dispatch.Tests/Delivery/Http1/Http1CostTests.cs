using System.Net;
using System.Net.Sockets;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>What an attempt allocates. The heap is the whole process's: nothing else may run meanwhile.</summary>
[Collection(AloneCollection.Name)]
public class Http1CostTests
{
    private const int Attempts = 2_000;

    [Fact]
    public async Task An_attempt_on_a_connection_that_is_there_allocates_nothing()
    {
        var options = new DispatchOptions { AllowedReceivers = [IPNetwork.Parse("127.0.0.1/32")] };
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(options.AllowedReceivers), new SystemHostResolver());
        using var sender = new Http1Sender(new ReceiverConnections(
            (origin, stop) => connector.ConnectAsync(origin.Host, origin.Port, stop), options, TimeProvider.System));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = new Thread(() => Answer(listener));
        answering.Start();
        using (var lane = new AttemptBuffers())
        {
            var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
            var template = new WebhookTemplate(TestWebhooks.Make(1, url));
            Assert.Equal(Attempts, await RepeatAsync(sender, template, lane));
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Equal(Attempts, await RepeatAsync(sender, template, lane));

            // What the runtime itself allocates meanwhile is far below one object for each.
            Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / Attempts, 0, 23);
        }

        sender.Dispose();
        answering.Join();
    }

    private static async Task<int> RepeatAsync(Http1Sender sender, WebhookTemplate template, AttemptBuffers lane)
    {
        var delivered = 0;
        for (var i = 0; i < Attempts; i++)
        {
            lane.ForgetAnswer();
            var message = Render(template, lane);
            var limit = lane.Limit.Start(TimeSpan.FromMinutes(5), TimeProvider.System, CancellationToken.None);
            delivered += (await sender.SendAsync(template, message, lane, limit)).IsDelivered ? 1 : 0;
        }

        return delivered;
    }

    private static SignedMessage Render(WebhookTemplate template, AttemptBuffers lane)
    {
        var head = new MessageHead
        {
            EventId = new EventId(1),
            RefId = default,
            RetryCount = 0,
            QueueDepth = 0,
            EnqueueTime = 0,
            RequestTime = 0,
        };
        var rendered = MessageRenderer.Render(template, head, "{}"u8, lane.Body);
        return new SignedMessage(rendered.Body, rendered.Id, rendered.Timestamp, rendered.Timestamp);
    }

    /// <summary>Answers one connection until it is closed, without allocating.</summary>
    private static void Answer(TcpListener listener)
    {
        using var socket = listener.AcceptSocket();
        Span<byte> request = stackalloc byte[4096];
        var length = 0;
        while (socket.Receive(request[length..]) is > 0 and var read)
        {
            length += read;
            if (request[..length].EndsWith("{}}"u8))
            {
                socket.Send("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 0\r\n\r\n"u8);
                length = 0;
            }
        }
    }
}
