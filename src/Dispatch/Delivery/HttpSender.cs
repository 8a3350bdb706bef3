using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// One POST and its answer, over connections that all webhooks share. No redirects, no proxy, no cookies, no
/// decompression; the answer is read to its end, but never more of it than the limit.
/// </summary>
public sealed class HttpSender : IDisposable
{
    /// <summary>Bytes of an answer's body that are looked at for the error text.</summary>
    public const int KeptAnswerBytes = 4096;

    /// <summary>How we introduce ourselves.</summary>
    public const string UserAgent = "Gateway-Webhooks/1";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly int _maxAnswerBytes;

    public HttpSender(DispatchOptions options, IHostResolver resolver, TimeProvider time)
        : this(options, resolver, time, static _ => { })
    {
    }

    /// <param name="options">Limits and allowed addresses.</param>
    /// <param name="resolver">Finds addresses.</param>
    /// <param name="time">The clock.</param>
    /// <param name="adjust">Last changes to the handler, for tests: certificates to trust.</param>
    internal HttpSender(
        DispatchOptions options, IHostResolver resolver, TimeProvider time, Action<SocketsHttpHandler> adjust)
    {
        _time = time;
        _maxAnswerBytes = options.MaxAnswerBytes;
        var connector = new ReceiverConnector(new ReceiverAddressPolicy(options.AllowedReceivers), resolver);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = connector.ConnectAsync,

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
    /// <param name="timeout">The time limit.</param>
    /// <param name="abort">Gives the attempt up, as if it had not been made.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<AttemptResult> SendAsync(
        WebhookTemplate template, SignedMessage message, AttemptBuffers lane, TimeSpan timeout, CancellationToken abort)
    {
        lane.ForgetAnswer();
        var started = _time.GetTimestamp();
        var cancellationToken = lane.Limit.Start(timeout, _time, abort);
        using var content = new BorrowedContent(message.Body);
        AttemptResult result;
        try
        {
            using var request = MakeRequest(template.Webhook, message, content);
            using var response = await _http.SendAsync(request, cancellationToken);
            AnswerHead.Copy(response, lane.AnswerHeaders);
            result = await ReadAnswerAsync(response, lane, cancellationToken);
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            result = cancellationToken.IsCancellationRequested ? Ended(timeout, abort) : Describe(failure);
        }
        finally
        {
            lane.Limit.End();
            if (!content.IsReleased)
            {
                lane.Body.Abandon();
            }
        }

        return result with { Duration = _time.GetElapsedTime(started) };
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
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(WebhookSigner.IdHeader, message.Id);
        headers.TryAddWithoutValidation(WebhookSigner.TimestampHeader, message.Timestamp);
        headers.TryAddWithoutValidation(WebhookSigner.SignatureHeader, message.Signature);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> ReadAnswerAsync(
        HttpResponseMessage response,
        AttemptBuffers lane,
        CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        TimeSpan? retryAfter = status is 429 or 503 ? RetryAfter.Read(response.Headers, _time.GetUtcNow()) : null;
        var length = response.Content.Headers.ContentLength;
        if (length > _maxAnswerBytes)
        {
            return TooLong(status, retryAfter);
        }

        // 204 has no body (RFC 9110, 15.3.5).
        if (status == 204 || length == 0)
        {
            return Answered(response, status, retryAfter, default);
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
                var start = Math.Min(kept, KeptAnswerBytes);
                var read = await body.ReadAsync(buffer.AsMemory(start), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                kept = Math.Min(kept + read, KeptAnswerBytes);
                lane.AnswerLength = kept;
                total += read;
                if (total > _maxAnswerBytes)
                {
                    return TooLong(status, retryAfter);
                }
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new AttemptResult(
                AttemptOutcome.AnswerBroken, status, retryAfter, $"HTTP {status}, but its body broke off");
        }

        return Answered(response, status, retryAfter, buffer.AsSpan(0, kept));
    }

    private static AttemptResult Answered(
        HttpResponseMessage response, int status, TimeSpan? retryAfter, ReadOnlySpan<byte> body) => status is >= 200 and <= 299
        ? new AttemptResult(AttemptOutcome.Delivered, status)
        : new AttemptResult(
            AttemptOutcome.Refused, status, retryAfter, ErrorText.FromAnswer(status, response.ReasonPhrase, body));

    private static AttemptResult Ended(TimeSpan timeout, CancellationToken abort) => abort.IsCancellationRequested
        ? new AttemptResult(AttemptOutcome.NotAttempted)
        : new AttemptResult(AttemptOutcome.TimedOut, Error: $"No complete answer within {timeout.TotalSeconds:0.###} s");

    private static AttemptResult TooLong(int status, TimeSpan? retryAfter) => new(
        AttemptOutcome.AnswerTooLong, status, retryAfter, $"HTTP {status} with an endless or too long body");

    private static AttemptResult Describe(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressForbiddenException forbidden:
                    return new AttemptResult(AttemptOutcome.AddressForbidden, Error: forbidden.Message);
                case AuthenticationException:
                    return new AttemptResult(
                        AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean($"TLS: {cause.Message}"));
                case SocketException socket:
                    return new AttemptResult(
                        AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean($"Connection: {socket.SocketErrorCode}"));
            }
        }

        return new AttemptResult(AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean(failure.Message));
    }
}
