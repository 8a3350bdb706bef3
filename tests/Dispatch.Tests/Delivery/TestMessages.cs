using System.Text;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A message as a worker has it when it sends.</summary>
internal static class TestMessages
{
    /// <summary>Renders and signs a message with <c>{}</c> as its data, or with a padding.</summary>
    public static SignedMessage Make(WebhookTemplate template, AttemptBuffers lane, int padding = 0, int number = 1)
    {
        var head = new MessageHead
        {
            EventId = new EventId((UInt128)number),
            RefId = default,
            RetryCount = 0,
            QueueDepth = 0,
            EnqueueTime = 0,
            RequestTime = 0,
        };
        var data = padding == 0 ? "{}" : $$"""{"padding":"{{new string('x', padding)}}"}""";
        var rendered = MessageRenderer.Render(template, head, Encoding.UTF8.GetBytes(data), lane.Body);
        var signature = Encoding.ASCII.GetBytes(WebhookSigner.Sign(rendered.Signed.Span, template.SecretsAt(0)));
        return new SignedMessage(rendered.Body, rendered.Id, rendered.Timestamp, signature);
    }
}
