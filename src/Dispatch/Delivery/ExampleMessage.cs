using System.Text;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>A message as a receiver would get it, for documentation; made by the code that makes the real ones.</summary>
/// <param name="Headers">The headers that matter to a receiver, as sent.</param>
/// <param name="Body">The body, as sent.</param>
public sealed record ExampleMessage(IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Renders and signs an event for a webhook.</summary>
    /// <param name="webhook">The webhook; its secret must be sound.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="refId">The vehicle's reference id.</param>
    /// <param name="data">The JSON object for <c>data</c>, UTF-8.</param>
    /// <param name="enqueueTime">Unix seconds; the message is sent a second later.</param>
    public static ExampleMessage Render(
        WebhookDefinition webhook, EventId eventId, string refId, ReadOnlySpan<byte> data, long enqueueTime)
    {
        var template = new WebhookTemplate(webhook);
        using var buffer = new PooledBuffer();
        var head = new MessageHead
        {
            EventId = eventId,
            RefId = Encoding.UTF8.GetBytes(refId),
            RetryCount = 0,
            QueueDepth = 0,
            EnqueueTime = enqueueTime,
            RequestTime = enqueueTime + 1,
        };
        var rendered = MessageRenderer.Render(template, head, data, buffer);
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = webhook.ContentType == BodyFormat.Form
                ? "application/x-www-form-urlencoded"
                : "application/json",
            ["User-Agent"] = HttpSender.UserAgent,
            [WebhookSigner.IdHeader] = Encoding.ASCII.GetString(rendered.Id.Span),
            [WebhookSigner.TimestampHeader] = Encoding.ASCII.GetString(rendered.Timestamp.Span),
            [WebhookSigner.SignatureHeader] = WebhookSigner.Sign(rendered.Signed.Span, template.SecretsAt(enqueueTime * 1000)),
        };
        if (webhook.Authorization is { } authorization)
        {
            headers["Authorization"] = authorization;
        }

        return new ExampleMessage(headers, Encoding.UTF8.GetString(rendered.Body.Span));
    }
}
