using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// One POST and its answer, over connections that all webhooks share. No redirects, no proxy, no cookies, no
/// decompression; the answer is read to its end, but never more of it than the limit. Without TLS it is our own HTTP/1.1, which
/// allocates nothing; over TLS, where the cost is elsewhere, the platform's client, which also speaks HTTP/2.
/// </summary>
public sealed class HttpSender : IDisposable
{
    /// <summary>Bytes of an answer's body that are looked at for the error text.</summary>
    public const int KeptAnswerBytes = 4096;

    /// <summary>How we introduce ourselves.</summary>
    public const string UserAgent = "Gateway-Webhooks/1";

    internal const string JsonType = "application/json";
    internal const string FormType = "application/x-www-form-urlencoded";

    private readonly TimeProvider _time;
    private readonly Http1Sender _plain;
    private readonly ClientSender _client;

    public HttpSender(DispatchOptions options, IHostResolver resolver, TimeProvider time)
        : this(options, resolver, time, static _ => { })
    {
    }

    /// <param name="options">Limits and allowed addresses.</param>
    /// <param name="resolver">Finds addresses.</param>
    /// <param name="time">The clock.</param>
    /// <param name="adjust">Last changes to the client's handler, for tests: certificates to trust.</param>
    internal HttpSender(
        DispatchOptions options, IHostResolver resolver, TimeProvider time, Action<SocketsHttpHandler> adjust)
    {
        _time = time;
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(options.AllowedReceivers), resolver);
        _plain = new Http1Sender(new ReceiverConnections(
            (origin, cancellationToken) => connector.ConnectAsync(origin.Host, origin.Port, cancellationToken), options, time));
        _client = new ClientSender(options, connector, time, adjust);
    }

    /// <summary>Sends once. Failures are values, the end of the time limit too; throws for none of them.</summary>
    /// <param name="template">The webhook; without fault.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="lane">Its buffers; the message lives in them.</param>
    /// <param name="timeout">The time limit.</param>
    /// <param name="abort">Gives the attempt up, as if it had not been made.</param>
    internal ValueTask<AttemptResult> SendAsync(
        WebhookTemplate template, in SignedMessage message, AttemptBuffers lane, TimeSpan timeout, CancellationToken abort)
    {
        lane.ForgetAnswer();
        var limit = lane.Limit.Start(timeout, _time, abort);
        return template.IsPlain
            ? _plain.SendAsync(template, message, lane, limit)
            : _client.SendAsync(template, message, lane, limit);
    }

    public void Dispose()
    {
        _plain.Dispose();
        _client.Dispose();
    }
}
