using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Dispatch.Delivery;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>What connections are made, kept and given up.</summary>
public class ReceiverConnectionTests
{
    // The real clock limits connecting, and no test is about that.
    private readonly DispatchOptions _options = new()
    {
        AllowedReceivers = [IPNetwork.Parse("127.0.0.0/8")],
        ConnectTimeout = TimeSpan.FromMinutes(5),
    };

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task Over_tls_it_speaks_what_the_receiver_can_and_keeps_the_connection(HttpProtocols offered, string spoken)
    {
        await using var receiver = await TlsReceiver.StartAsync(offered);
        using var sender = Trusting(receiver.Certificate);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(AttemptOutcome.Delivered, (await SendAsync(sender, receiver.Url)).Outcome);
        }

        Assert.All(receiver.Requests, request => Assert.Equal(spoken, request.Protocol));
        Assert.Single(receiver.Requests.Select(request => request.Connection).Distinct());
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_failed_connection()
    {
        await using var receiver = await TlsReceiver.StartAsync(HttpProtocols.Http1AndHttp2);
        using var sender = new HttpSender(_options, new FixedResolver("127.0.0.1"), TimeProvider.System);

        var result = await SendAsync(sender, receiver.Url);

        Assert.Equal(AttemptOutcome.ConnectionFailed, result.Outcome);
        Assert.StartsWith("TLS: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_a_failed_connection()
    {
        await using var receiver = await TlsReceiver.StartAsync(HttpProtocols.Http1AndHttp2);
        using var sender = Trusting(receiver.Certificate);

        var result = await SendAsync(sender, new Uri($"https://other.test:{receiver.Url.Port}/"));

        Assert.Equal(AttemptOutcome.ConnectionFailed, result.Outcome);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Without_tls_a_connection_is_kept_too()
    {
        await using var receiver = new SocketReceiver(SocketReceiver.TakeItAsync);
        var lookUps = new FixedResolver("127.0.0.1");
        using var counting = new HttpSender(_options, lookUps, TimeProvider.System);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var url = new Uri($"http://receiver.test:{receiver.Url.Port}/");
            Assert.Equal(AttemptOutcome.Delivered, (await SendAsync(counting, url)).Outcome);
        }

        Assert.Equal(5, receiver.Ids.Length);
        Assert.Equal(1, lookUps.Count);
    }

    [Fact]
    public async Task A_name_that_moves_is_followed_when_the_connection_has_had_its_time()
    {
        _options.ConnectionLifetime = TimeSpan.FromMilliseconds(1);
        await using var before = new SocketReceiver(SocketReceiver.TakeItAsync);
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Parse("127.0.0.3"), before.Url.Port);
        listener.Start();
        var resolver = new FixedResolver("127.0.0.1");
        using var sender = new HttpSender(_options, resolver, TimeProvider.System);
        var url = new Uri($"http://receiver.test:{before.Url.Port}/");
        Assert.Equal(AttemptOutcome.Delivered, (await SendAsync(sender, url)).Outcome);

        resolver.Address = "127.0.0.3";
        var moved = listener.AcceptSocketAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!moved.IsCompleted)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(moved, SendAsync(sender, url));
        }

        using var socket = await moved;
        Assert.True(before.Ids.Length >= 1);
    }

    [Fact]
    public async Task No_proxy_of_the_environment_is_asked()
    {
        await using var proxy = new SocketReceiver(SocketReceiver.TakeItAsync);
        await using var receiver = new SocketReceiver(SocketReceiver.TakeItAsync);
        var known = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        try
        {
            using var sender = new HttpSender(_options, new FixedResolver("127.0.0.1"), TimeProvider.System);
            Assert.Equal(AttemptOutcome.Delivered, (await SendAsync(sender, receiver.Url)).Outcome);
        }
        finally
        {
            HttpClient.DefaultProxy = known;
        }

        Assert.Single(receiver.Ids);
        Assert.Empty(proxy.Ids);
    }

    private HttpSender Trusting(X509Certificate2 certificate) => new(
        _options,
        new FixedResolver("127.0.0.1"),
        TimeProvider.System,
        handler => handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        });

    private static async Task<AttemptResult> SendAsync(HttpSender sender, Uri url)
    {
        using var lane = new AttemptBuffers();
        var template = new WebhookTemplate(TestWebhooks.Make(1, url));
        var message = TestMessages.Make(template, lane);
        return await sender.SendAsync(template, message, lane, TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    private sealed class FixedResolver(string address) : IHostResolver
    {
        public string Address { get; set; } = address;

        public int Count { get; private set; }

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult<IPAddress[]>([IPAddress.Parse(Address)]);
        }
    }
}
