using System.Net;
using System.Text;
using CsCheck;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>Our HTTP/1.1 beside the platform's: both judge a receiver alike.</summary>
public class SenderComparisonTests
{
    private static readonly DispatchOptions Options = new()
    {
        AllowedReceivers = [IPNetwork.Parse("127.0.0.1/32")],
        AttemptTimeout = TimeSpan.FromMinutes(2),
        MaxAnswerBytes = 8192,
    };

    private static readonly Gen<string> Statuses = GenOf.Texts(
        "HTTP/1.1 200 OK", "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified", "HTTP/1.1 404 Not Found", "HTTP/1.1 500", "HTTP/1.0 200 OK",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: /other", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 202 Accepted",
        "HTTP/1.1 429 Too Many\r\nRetry-After: 120", "HTTP/1.1 503 Busy\r\nRetry-After: Wed, 21 Oct 2099 07:28:00 GMT", "HTTP/1.1 503 Busy\r\nRetry-After: soon",
        "ICY 200 OK", "HTTP/1.1 20", "hello", "");

    private static readonly Gen<string> Headers = GenOf.Texts(
        "Server: x", "Connection: close", "Set-Cookie: a=b", "X-Folded: a\r\n b", "Content-Type: text/plain", "X: caf\u00e9").Array[0, 3]
        .Select(lines => string.Concat(lines.Select(line => line + "\r\n")));

    private static readonly Gen<string> Bodies = GenOf.Texts(
        "Content-Length: 0\r\n\r\n", "Content-Length: 5\r\n\r\nhello", "Content-Length: 50\r\n\r\nhello", "Content-Length: 9000\r\n\r\nhello",
        "\r\nhello", "\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: x\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");

    [Fact]
    public async Task Both_judge_alike()
    {
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(Options.AllowedReceivers), new SystemHostResolver());
        var answer = "";
        await using var receiver = new RawReceiver(async (stream, stop) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop));
        var template = new WebhookTemplate(TestWebhooks.Make(1, receiver.Url));
        using var lane = new AttemptBuffers();

        await Gen.Select(Statuses, Headers, Bodies, (status, headers, body) => $"{status}\r\n{headers}{body}").SampleAsync(
            async made =>
            {
                // The receiver closes after each answer: no connection may be left from one that did not say so.
                using var own = new Http1Sender(new ReceiverConnections(
                    (origin, stop) => connector.ConnectAsync(origin.Host, origin.Port, stop), Options, TimeProvider.System));
                using var platform = new ClientSender(Options, connector, TimeProvider.System, static _ => { });
                answer = made;
                var message = TestMessages.Make(template, lane);
                lane.ForgetAnswer();
                var ours = await own.SendAsync(template, message, lane, Start(lane));
                var body = Encoding.Latin1.GetString(lane.AnswerBody);
                lane.ForgetAnswer();
                var theirs = await platform.SendAsync(template, message, lane, Start(lane));

                Assert.Equal(theirs with { Duration = default, Error = null, RetryAfter = null }, ours with { Duration = default, Error = null, RetryAfter = null });
                Assert.Equal(theirs.RetryAfter is null, ours.RetryAfter is null);
                if (theirs.StatusCode is not null)
                {
                    Assert.Equal(theirs.Error, ours.Error);
                    Assert.Equal(Encoding.Latin1.GetString(lane.AnswerBody), body);
                }
            },
            iter: 400,
            threads: 1);
    }

    private static CancellationToken Start(AttemptBuffers lane) => lane.Limit.Start(Options.AttemptTimeout, TimeProvider.System, CancellationToken.None);
}
