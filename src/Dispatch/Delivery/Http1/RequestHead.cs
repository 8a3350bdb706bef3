using System.Globalization;
using System.Text;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>The head of a POST (RFC 9112, 3 and 5).</summary>
internal static class RequestHead
{
    /// <summary>What is the same in all requests of a webhook: up to the value of Content-Length, the last of these.</summary>
    public static byte[] MakeStart(WebhookDefinition webhook)
    {
        var url = webhook.Url;
        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        var port = url.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{url.Port}");
        var type = webhook.ContentType == BodyFormat.Form ? HttpSender.FormType : HttpSender.JsonType;
        var authorization = webhook.Authorization is { } value ? $"Authorization: {value}\r\n" : "";
        return Encoding.ASCII.GetBytes(
            $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {host}{port}\r\nUser-Agent: {HttpSender.UserAgent}\r\n"
            + $"{authorization}Content-Type: {type}\r\nContent-Length: ");
    }

    /// <summary>Writes head and body.</summary>
    /// <param name="start">What <see cref="MakeStart"/> made.</param>
    /// <param name="message">The message.</param>
    /// <param name="destination">Cleared first.</param>
    public static void Write(ReadOnlySpan<byte> start, in SignedMessage message, PooledBuffer destination)
    {
        destination.Clear();
        destination.Write(start);
        destination.WriteNumber(message.Body.Length);
        destination.Write("\r\nwebhook-id: "u8);
        destination.Write(message.Id.Span);
        destination.Write("\r\nwebhook-timestamp: "u8);
        destination.Write(message.Timestamp.Span);
        destination.Write("\r\nwebhook-signature: "u8);
        destination.Write(message.Signature.Span);
        if (message.TraceParent is { } traceParent)
        {
            destination.Write("\r\ntraceparent: "u8);
            destination.Advance(Encoding.ASCII.GetBytes(traceParent, destination.GetSpan(traceParent.Length)));
        }

        destination.Write("\r\n\r\n"u8);
        destination.Write(message.Body.Span);
    }
}
