using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Dispatch.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>One attempt against receivers that misbehave on the wire.</summary>
public class HttpSenderTests
{
    private readonly FakeTimeProvider _time = new();

    // The real clock limits connecting, and no test is about that.
    private readonly DispatchOptions _options = new()
    {
        AllowedReceivers = [IPNetwork.Parse("127.0.0.1/32")],
        ConnectTimeout = TimeSpan.FromMinutes(5),
    };

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", AttemptOutcome.Delivered, 200)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", AttemptOutcome.Delivered, 204)]
    [InlineData("HTTP/1.1 299 Fine\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Delivered, 299)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", AttemptOutcome.Delivered, 200)]
    [InlineData("HTTP/1.1 304 Not Modified\r\n\r\n", AttemptOutcome.Refused, 304)]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", AttemptOutcome.Refused, 404)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", AttemptOutcome.AnswerBroken, 200)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", AttemptOutcome.AnswerBroken, 200)]
    [InlineData("HTTP/1.1 20", AttemptOutcome.ConnectionFailed, null)]
    [InlineData("220 mail.example.com ESMTP\r\n", AttemptOutcome.ConnectionFailed, null)]
    [InlineData("", AttemptOutcome.ConnectionFailed, null)]
    public async Task Judges_the_answer(string answer, AttemptOutcome outcome, int? status)
    {
        await using var receiver = new RawReceiver(async (stream, stop) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop));

        var result = await AttemptAsync(receiver.Url);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(status, result.StatusCode);
        Assert.Equal(outcome == AttemptOutcome.Delivered, result.Error is null);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_given_up_after_the_time_limit()
    {
        var received = new TaskCompletionSource();
        await using var receiver = new RawReceiver((_, stop) =>
        {
            received.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        });

        var attempt = AttemptAsync(receiver.Url);
        await received.Task;
        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(attempt.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(AttemptOutcome.TimedOut, (await attempt).Outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n")]
    public async Task A_receiver_that_answers_byte_by_byte_is_given_up_after_the_time_limit(string start)
    {
        var slow = new TaskCompletionSource();
        await using var receiver = new RawReceiver(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start), stop);
            for (var sent = 0; ; sent++)
            {
                await stream.WriteAsync("x"u8.ToArray(), stop);
                await Task.Delay(1, stop);
                if (sent == 20)
                {
                    slow.TrySetResult();
                }
            }
        });

        var attempt = AttemptAsync(receiver.Url);
        await slow.Task;
        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(AttemptOutcome.TimedOut, (await attempt).Outcome);
        await receiver.Closed.Task;
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        _options.MaxAnswerBytes = 64 << 10;
        await using var receiver = new RawReceiver(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
            var chunk = Encoding.ASCII.GetBytes("1000\r\n" + new string('x', 4096) + "\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, stop);
            }
        });

        var result = await AttemptAsync(receiver.Url);

        Assert.Equal(AttemptOutcome.AnswerTooLong, result.Outcome);
        await receiver.Closed.Task;
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        await using var receiver = new RawReceiver(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            var header = Encoding.ASCII.GetBytes("X-More: " + new string('x', 1000) + "\r\n");
            while (true)
            {
                await stream.WriteAsync(header, stop);
            }
        });

        var result = await AttemptAsync(receiver.Url);

        Assert.Equal(AttemptOutcome.ConnectionFailed, result.Outcome);
        await receiver.Closed.Task;
    }

    [Fact]
    public async Task The_error_text_is_short_and_printable()
    {
        await using var receiver = new RawReceiver(async (stream, stop) => await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 500 Oops\r\nContent-Length: 3000\r\n\r\nline\r\n\x1b[31m{new string('y', 2989)}"), stop));

        var error = (await AttemptAsync(receiver.Url)).Error!;

        Assert.StartsWith("HTTP 500 Oops: line", error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 100, 301);
        Assert.DoesNotContain(error, char.IsControl);
    }

    [Fact]
    public async Task Connects_only_to_the_addresses_that_passed()
    {
        await using var receiver = new RawReceiver(async (stream, stop) =>
            await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), stop));
        var resolver = new ScriptedResolver(["10.0.0.1", "::1", "127.0.0.1"]);

        var result = await AttemptAsync(new Uri($"http://receiver.test:{receiver.Port}/"), resolver);

        Assert.Equal(AttemptOutcome.Delivered, result.Outcome);
    }

    [Fact]
    public async Task A_name_that_is_bound_to_another_address_later_is_checked_again()
    {
        await using var receiver = new RawReceiver(async (stream, stop) =>
            await stream.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), stop));
        using var inside = new TcpListener(IPAddress.Parse("127.0.0.2"), receiver.Port);
        inside.Start();
        var resolver = new ScriptedResolver(["127.0.0.1"], ["127.0.0.2"]);
        using var sender = new HttpSender(_options, resolver, _time);
        var url = new Uri($"http://receiver.test:{receiver.Port}/");

        var first = await AttemptAsync(url, sender);
        var second = await AttemptAsync(url, sender);

        Assert.Equal(AttemptOutcome.Delivered, first.Outcome);
        Assert.Equal(AttemptOutcome.AddressForbidden, second.Outcome);
        Assert.False(inside.Pending());
    }

    [Theory]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.2]/")]
    [InlineData("http://2130706434/")]
    [InlineData("http://0x7f.0.0.2/")]
    public async Task A_literal_address_is_checked_too(string url) =>
        Assert.Equal(AttemptOutcome.AddressForbidden, (await AttemptAsync(new Uri(url))).Outcome);

    [Fact]
    public async Task A_name_that_nobody_knows_is_a_failed_connection()
    {
        var result = await AttemptAsync(new Uri("http://receiver.test/"), new ScriptedResolver());

        Assert.Equal(AttemptOutcome.ConnectionFailed, result.Outcome);
        Assert.Contains("HostNotFound", result.Error, StringComparison.Ordinal);
    }

    private async Task<AttemptResult> AttemptAsync(Uri url, IHostResolver? resolver = null)
    {
        using var sender = new HttpSender(_options, resolver ?? new SystemHostResolver(), _time);
        return await AttemptAsync(url, sender);
    }

    private async Task<AttemptResult> AttemptAsync(Uri url, HttpSender sender)
    {
        using var lane = new AttemptBuffers();
        var template = new WebhookTemplate(TestWebhooks.Make(1, url));
        var message = TestMessages.Make(template, lane);
        return await sender.SendAsync(template, message, lane, _options.AttemptTimeout, CancellationToken.None);
    }

    private sealed class ScriptedResolver(params string[][] answers) : IHostResolver
    {
        private int _next;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => _next < answers.Length
            ? Task.FromResult(answers[_next++].Select(IPAddress.Parse).ToArray())
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }
}
