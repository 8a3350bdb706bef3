using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>Sends over TLS with the platform's client: HTTP/2 where the receiver offers it, else HTTP/1.1.</summary>
internal sealed class ClientSender : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new(HttpSender.JsonType);
    private static readonly MediaTypeHeaderValue Form = new(HttpSender.FormType);

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly int _maxAnswerBytes;

    /// <param name="options">Limits.</param>
    /// <param name="connector">Makes connections.</param>
    /// <param name="time">The clock.</param>
    /// <param name="adjust">Last changes to the handler, for tests: certificates to trust.</param>
    public ClientSender(
        DispatchOptions options, ReceiverConnector connector, TimeProvider time, Action<SocketsHttpHandler> adjust)
    {
        _time = time;
        _maxAnswerBytes = options.MaxAnswerBytes;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = async (context, cancellationToken) => new NetworkStream(
                await connector.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
                ownsSocket: true),

            // A changed address of a receiver's name is seen after this time.
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,

            // KiB
            MaxResponseHeadersLength = 32,

            // What is not read of an answer is not worth a wait: the connection is closed.
            MaxResponseDrainSize = 0,
        };
        adjust(handler);
        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>Sends once. Failures are values, the end of the time limit too; throws for none of them.</summary>
    /// <param name="template">The webhook; without fault.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="lane">Its buffers; the message lives in them.</param>
    /// <param name="limit">The token of the lane's limit, which is running; it is ended here.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> SendAsync(
        WebhookTemplate template, SignedMessage message, AttemptBuffers lane, CancellationToken limit)
    {
        using var content = new BorrowedContent(message.Body);
        AttemptResult result;
        var duration = TimeSpan.Zero;
        try
        {
            using var request = MakeRequest(template.Webhook, message, content);
            using var response = await _http.SendAsync(request, limit);
            ClientHeaders.Copy(response, lane.AnswerHeaders);
            result = await ReadAnswerAsync(response, lane, limit);
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            result = limit.IsCancellationRequested ? AttemptResults.Ended(lane.Limit) : AttemptResults.Describe(failure);
        }
        finally
        {
            duration = lane.Limit.End();
            if (!content.IsReleased)
            {
                lane.Body.Abandon();
            }
        }

        return result with { Duration = duration };
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage MakeRequest(WebhookDefinition webhook, SignedMessage message, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
        };
        content.Headers.ContentType = webhook.ContentType == BodyFormat.Form ? Form : Json;
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", HttpSender.UserAgent);
        headers.TryAddWithoutValidation(WebhookSigner.IdHeader, Text(message.Id));
        headers.TryAddWithoutValidation(WebhookSigner.TimestampHeader, Text(message.Timestamp));
        headers.TryAddWithoutValidation(WebhookSigner.SignatureHeader, Text(message.Signature));
        if (message.TraceParent is { } traceParent)
        {
            headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        if (webhook.Authorization is { } authorization)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    private static string Text(ReadOnlyMemory<byte> ascii) => Encoding.ASCII.GetString(ascii.Span);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> ReadAnswerAsync(
        HttpResponseMessage response,
        AttemptBuffers lane,
        CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var retryAfter = status is 429 or 503 ? RetryAfter.From(response.Headers.RetryAfter, _time.GetUtcNow()) : null;
        var length = response.Content.Headers.ContentLength;

        // These have no body (RFC 9110, 15.3.5 and 15.4.5).
        if (status is 204 or 304 || length == 0)
        {
            return AttemptResults.Answered(status, response.ReasonPhrase, retryAfter, default);
        }

        if (length > _maxAnswerBytes)
        {
            return AttemptResults.TooLong(status, retryAfter);
        }

        var buffer = lane.Answer;
        var kept = 0;
        long total = 0;

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                // The first bytes stay for the error text; the rest is read over the buffer's second half.
                var start = Math.Min(kept, HttpSender.KeptAnswerBytes);
                var read = await body.ReadAsync(buffer.AsMemory(start), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                kept = Math.Min(kept + read, HttpSender.KeptAnswerBytes);
                lane.AnswerLength = kept;
                total += read;
                if (total > _maxAnswerBytes)
                {
                    return AttemptResults.TooLong(status, retryAfter);
                }
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return AttemptResults.BodyBroken(status, retryAfter);
        }

        return AttemptResults.Answered(status, response.ReasonPhrase, retryAfter, buffer.AsSpan(0, kept));
    }
}
