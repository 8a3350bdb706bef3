using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>Many attempts at once over shared connections, to a receiver that does something else with each.</summary>
public class Http1StressTests
{
    private const int Workers = 16;
    private const int Each = 200;

    [Fact]
    public async Task Every_attempt_ends_with_what_the_receiver_did_with_it()
    {
        var options = new DispatchOptions
        {
            AllowedReceivers = [IPNetwork.Parse("127.0.0.1/32")],
            AttemptTimeout = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromMinutes(5),
        };
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(options.AllowedReceivers), new SystemHostResolver());
        using var sender = new Http1Sender(new ReceiverConnections(
            (origin, stop) => connector.ConnectAsync(origin.Host, origin.Port, stop), options, TimeProvider.System));
        await using var receiver = new SocketReceiver(SocketReceiver.TakeItAsync)
        {
            AnswerTo = async (id, stream, stop) =>
            {
                var number = int.Parse(id["msg_".Length..id.LastIndexOf('_')], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                foreach (var part in Parts(number))
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(part), stop);
                }

                return KeepsOpen(number);
            },
        };
        var template = new WebhookTemplate(TestWebhooks.Make(1, receiver.Url));

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            using var lane = new AttemptBuffers();
            for (var i = 0; i < Each; i++)
            {
                var number = (worker * Each) + i + 1;
                var message = TestMessages.Make(template, lane, number: number);
                lane.ForgetAnswer();
                var limit = lane.Limit.Start(options.AttemptTimeout, TimeProvider.System, CancellationToken.None);
                var result = await sender.SendAsync(template, message, lane, limit);
                Assert.Equal(Expected(number), (result.Outcome, result.StatusCode));
                if (result.IsDelivered)
                {
                    Assert.Equal($"{number}", Encoding.ASCII.GetString(lane.AnswerBody));
                }

                // What went wrong leaves the other connections alone; the next one goes on on whatever thread that was.
                await Task.Yield();
            }
        })));

        Assert.Equal(Workers * Each, receiver.Ids.Distinct().Count());
        Assert.Equal(Workers * Each, receiver.Ids.Length);
    }

    // Not 204, which has no body.
    private static int Status(int number) => number % 100 == 4 ? 200 : 200 + (number % 100);

    private static bool KeepsOpen(int number) => number % 10 < 7;

    private static (AttemptOutcome Outcome, int? Status) Expected(int number) => (number % 10) switch
    {
        8 => (AttemptOutcome.ConnectionFailed, null),
        9 => (AttemptOutcome.AnswerBroken, Status(number)),
        _ => (AttemptOutcome.Delivered, Status(number)),
    };

    private static IEnumerable<string> Parts(int number)
    {
        var body = $"{number}";
        var head = $"HTTP/1.1 {Status(number)} Fine\r\n";
        return (number % 10) switch
        {
            0 or 1 or 2 => [$"{head}Content-Length: {body.Length}\r\n\r\n{body}"],
            3 => [head, $"Content-Length: {body.Length}\r\n", "\r\n", body],
            4 => [$"{head}Transfer-Encoding: chunked\r\n\r\n", $"{body.Length:x}\r\n{body}\r\n", "0\r\n\r\n"],
            5 => ["HTTP/1.1 100 Continue\r\n\r\n", $"{head}Content-Length: {body.Length}\r\n\r\n{body}"],
            6 => [$"{head}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"],
            7 => [$"{head}\r\n{body}"],
            8 => [],
            _ => [$"{head}Content-Length: {body.Length + 1}\r\n\r\n{body}"],
        };
    }
}
