using System.Net;
using System.Net.Sockets;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>Connections without TLS: kept, given up, used again; never for two at once.</summary>
public sealed class Http1ConnectionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DispatchOptions _options = new()
    {
        AllowedReceivers = [IPNetwork.Parse("127.0.0.1/32")],
        ConnectTimeout = TimeSpan.FromMinutes(5),
        AttemptTimeout = TimeSpan.FromSeconds(15),
    };

    private int _outOfFiles;
    private readonly ReceiverConnections _connections;
    private readonly Http1Sender _sender;
    private readonly CancellationTokenSource _abort = new();

    public Http1ConnectionTests()
    {
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(_options.AllowedReceivers), new SystemHostResolver());
        _connections = new ReceiverConnections(
            (origin, stop) => _outOfFiles-- > 0
                ? throw new SocketException((int)SocketError.TooManyOpenSockets)
                : connector.ConnectAsync(origin.Host, origin.Port, stop),
            _options,
            _time);
        _sender = new Http1Sender(_connections);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _abort.Dispose();
    }

    [Fact]
    public async Task A_connection_that_the_receiver_closes_while_it_is_idle_is_not_used_again()
    {
        var close = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = new SocketReceiver(async (self, stream, stop) =>
        {
            await SocketReceiver.TakeItAsync(self, stream, stop);
            await close.Task.WaitAsync(stop);
            return false;
        });
        Assert.True((await SendAsync(receiver.Url)).IsDelivered);
        var idle = Take(receiver.Url);
        Assert.NotNull(idle);

        close.SetResult();
        await Eventually.TrueAsync(() => idle.IsClosed, "the end is noticed");

        using var lane = new AttemptBuffers();
        Assert.False(idle.TryBegin(lane, CancellationToken.None));
        Assert.True((await SendAsync(receiver.Url)).IsDelivered);
    }

    [Fact]
    public async Task What_a_receiver_says_unasked_is_no_answer_to_the_next_request()
    {
        var speak = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = new SocketReceiver(async (self, stream, stop) =>
        {
            await SocketReceiver.TakeItAsync(self, stream, stop);
            await speak.Task.WaitAsync(stop);
            return await SocketReceiver.TakeItAsync(self, stream, stop);
        });
        Assert.True((await SendAsync(receiver.Url)).IsDelivered);
        var idle = Take(receiver.Url);
        Assert.NotNull(idle);

        speak.SetResult();

        await Eventually.TrueAsync(() => idle.IsClosed, "it is given up");
    }

    [Fact]
    public async Task Idle_connections_are_closed_after_a_while()
    {
        await using var receiver = new SocketReceiver(SocketReceiver.TakeItAsync);
        foreach (var (wait, connections) in new[] { (0, 1), (29, 1), (29, 1), (40, 2), (29, 2) })
        {
            _time.Advance(TimeSpan.FromSeconds(wait));
            Assert.True((await SendAsync(receiver.Url)).IsDelivered);
            Assert.Equal(connections, receiver.Connections);
        }
    }

    [Fact]
    public async Task A_connection_is_used_for_its_lifetime()
    {
        await using var receiver = new SocketReceiver(SocketReceiver.TakeItAsync);
        for (var passed = TimeSpan.Zero; passed < _options.ConnectionLifetime; passed += TimeSpan.FromSeconds(5))
        {
            Assert.True((await SendAsync(receiver.Url)).IsDelivered);
            Assert.Equal(1, receiver.Connections);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.True((await SendAsync(receiver.Url)).IsDelivered);
        Assert.Equal(2, receiver.Connections);
    }

    [Theory]
    [InlineData(1, AttemptOutcome.Delivered)]
    [InlineData(2, AttemptOutcome.ConnectionFailed)]
    public async Task Idle_connections_give_way_when_no_more_files_may_be_opened(int failures, object outcome)
    {
        await using var first = new SocketReceiver(SocketReceiver.TakeItAsync);
        await using var second = new SocketReceiver(SocketReceiver.TakeItAsync);
        Assert.True((await SendAsync(first.Url)).IsDelivered);
        _outOfFiles = failures;

        var result = await SendAsync(second.Url);

        Assert.Equal(outcome, result.Outcome);
        Assert.Null(Take(first.Url));
        await first.Ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task As_many_connections_as_there_are_attempts_at_once_and_each_gets_its_own_answer()
    {
        const int count = 20;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        await using var receiver = new SocketReceiver(async (self, stream, stop) =>
        {
            if (Interlocked.Increment(ref asked) == count)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(stop);
            return await SocketReceiver.TakeItAsync(self, stream, stop);
        });

        var results = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => SendAsync(receiver.Url)));

        Assert.All(results, result => Assert.True(result.IsDelivered));
        Assert.Equal(count, receiver.Ids.Length);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_request_has_gone_out_counts_and_costs_the_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using var lane = new AttemptBuffers();
        var attempt = SendAsync(url, lane, padding: 16 << 20);
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await socket.ReceiveAsync(new byte[1000], SocketFlags.None));
        await socket.SendAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), SocketFlags.None);
        await Eventually.TrueAsync(() => lane.AnswerHeaders.Length > 0, "the answer is read");
        Assert.False(attempt.IsCompleted);

        // Nobody reads the rest: the time limit ends the sending.
        _time.Advance(_options.AttemptTimeout);

        Assert.Equal(413, (await attempt).StatusCode);
        Assert.Null(Take(url));
    }

    [Fact]
    public async Task A_request_that_nobody_reads_ends_with_the_time()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using var lane = new AttemptBuffers();
        var attempt = SendAsync(url, lane, padding: 16 << 20);
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.False(attempt.IsCompleted);
        _time.Advance(_options.AttemptTimeout);

        Assert.Equal(AttemptOutcome.TimedOut, (await attempt).Outcome);
        Assert.Equal(TimeSpan.FromSeconds(15), (await attempt).Duration);
    }

    [Fact]
    public async Task Giving_up_ends_attempts_on_their_way_and_those_that_connect()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var attempt = SendAsync(url);
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await _abort.CancelAsync();

        Assert.Equal(AttemptOutcome.NotAttempted, (await attempt).Outcome);
        Assert.Equal(AttemptOutcome.NotAttempted, (await SendAsync(url)).Outcome);
    }

    [Fact]
    public async Task Once_disposed_of_nothing_is_kept()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = new SocketReceiver(async (self, stream, stop) =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(stop);
            return await SocketReceiver.TakeItAsync(self, stream, stop);
        });
        var attempt = SendAsync(receiver.Url);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        _sender.Dispose();
        answer.SetResult();

        Assert.True((await attempt).IsDelivered);
        Assert.Null(Take(receiver.Url));

        // Not a reset.
        await receiver.Ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static ReceiverOrigin Origin(Uri url) => new(url.IdnHost, url.Port);

    private ReceiverConnection? Take(Uri url) => _connections.TryTake(Origin(url));

    private async Task<AttemptResult> SendAsync(Uri url)
    {
        using var lane = new AttemptBuffers();
        return await SendAsync(url, lane);
    }

    private async Task<AttemptResult> SendAsync(Uri url, AttemptBuffers lane, int padding = 0)
    {
        var template = new WebhookTemplate(TestWebhooks.Make(1, url));
        var message = TestMessages.Make(template, lane, padding);
        return await _sender.SendAsync(template, message, lane, lane.Limit.Start(_options.AttemptTimeout, _time, _abort.Token));
    }
}
