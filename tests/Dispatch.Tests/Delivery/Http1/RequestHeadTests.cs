using System.Text;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

public class RequestHeadTests
{
    [Fact]
    public void A_request_byte_for_byte()
    {
        using var request = new PooledBuffer();
        var webhook = TestWebhooks.Make(1, new Uri("http://Receiver.test:8080/a/b?c=d#e")) with { Authorization = "Bearer x" };
        var message = new SignedMessage("{}"u8.ToArray(), "msg_1"u8.ToArray(), "1450210820"u8.ToArray(), "v1,abc"u8.ToArray())
        {
            TraceParent = "00-1-2-01",
        };

        RequestHead.Write(RequestHead.MakeStart(webhook), message, request);

        Assert.Equal(
            """
            POST /a/b?c=d HTTP/1.1
            Host: receiver.test:8080
            User-Agent: Gateway-Webhooks/1
            Authorization: Bearer x
            Content-Type: application/json
            Content-Length: 2
            webhook-id: msg_1
            webhook-timestamp: 1450210820
            webhook-signature: v1,abc
            traceparent: 00-1-2-01

            {}
            """.ReplaceLineEndings("\r\n"),
            Encoding.ASCII.GetString(request.Span));
    }

    [Theory]
    [InlineData("http://receiver.test/", "/", "receiver.test")]
    [InlineData("http://receiver.test:80", "/", "receiver.test")]
    [InlineData("http://[2001:db8::1]:81/x", "/x", "[2001:db8::1]:81")]
    [InlineData("http://127.1/", "/", "127.0.0.1")]
    [InlineData("http://b\u00fccher.test/\u00fc?\u00fc", "/%C3%BC?%C3%BC", "xn--bcher-kva.test")]
    [InlineData("http://receiver.test/a%0d%0aX:%20y?b%0d%0a", "/a%0d%0aX:%20y?b%0d%0a", "receiver.test")]
    [InlineData("http://receiver.test/a\r\nX: y", "/a%0D%0AX:%20y", "receiver.test")]
    public void Whatever_the_address_it_stays_one_line(string url, string target, string host)
    {
        var start = Encoding.ASCII.GetString(RequestHead.MakeStart(TestWebhooks.Make(1, new Uri(url))));

        Assert.StartsWith($"POST {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: ", start, StringComparison.Ordinal);
        Assert.Equal(4, start.Split("\r\n").Length - 1);
    }

    [Fact]
    public void A_form_says_so()
    {
        var webhook = TestWebhooks.Make(1, new Uri("http://receiver.test/")) with { ContentType = BodyFormat.Form };

        Assert.Contains(
            "\r\nContent-Type: application/x-www-form-urlencoded\r\n", Encoding.ASCII.GetString(RequestHead.MakeStart(webhook)), StringComparison.Ordinal);
    }
}
