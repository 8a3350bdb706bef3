using System.Buffers;
using System.Text.Encodings.Web;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Writes the body that a receiver gets. JSON: the head's fields in the contract's order, then <c>data</c> byte for byte
/// as stored. Form: see <see cref="FormWriter"/>. Pure.
/// </summary>
internal static class MessageRenderer
{
    /// <summary>Renders into <paramref name="buffer"/>, which the result lives in until its next use.</summary>
    /// <param name="template">The webhook.</param>
    /// <param name="head">The head's changing fields.</param>
    /// <param name="data">The JSON object for <c>data</c>.</param>
    /// <param name="buffer">Cleared first.</param>
    public static RenderedMessage Render(
        WebhookTemplate template,
        in MessageHead head,
        ReadOnlySpan<byte> data,
        PooledBuffer buffer)
    {
        buffer.Clear();
        AppendId(template, head, buffer);
        var idEnd = buffer.Length;
        buffer.Write((byte)'.');
        buffer.WriteNumber(head.RequestTime);
        buffer.Write((byte)'.');
        var bodyStart = buffer.Length;
        if (template.Webhook.ContentType == BodyFormat.Form)
        {
            AppendForm(template, head, data, buffer);
        }
        else
        {
            AppendJson(template, head, data, buffer);
        }

        return Cut(buffer, idEnd, bodyStart);
    }

    /// <summary>The parts of what has been written as <c>id.timestamp.body</c>.</summary>
    public static RenderedMessage Cut(PooledBuffer buffer, int idEnd, int bodyStart)
    {
        var signed = buffer.Memory;
        return new RenderedMessage(signed, signed[bodyStart..], signed[..idEnd], signed[(idEnd + 1)..(bodyStart - 1)]);
    }

    private static void AppendId(WebhookTemplate template, in MessageHead head, PooledBuffer buffer)
    {
        buffer.Write("msg_"u8);
        head.EventId.Value.TryFormat(buffer.GetSpan(32), out var written, "x32");
        buffer.Advance(written);
        buffer.Write(template.IdSuffix);
    }

    /// <summary>Writes the message as a JSON object.</summary>
    public static void AppendJson(
        WebhookTemplate template,
        in MessageHead head,
        ReadOnlySpan<byte> data,
        PooledBuffer buffer)
    {
        buffer.Write(template.JsonStart);
        if (head.RefId.IsEmpty)
        {
            buffer.Write("null"u8);
        }
        else
        {
            buffer.Write((byte)'"');
            AppendEscaped(head.RefId, buffer);
            buffer.Write((byte)'"');
        }

        buffer.Write(template.JsonMiddle);
        buffer.WriteNumber(head.RetryCount);
        buffer.Write(",\"queue_depth\":"u8);
        buffer.WriteNumber(head.QueueDepth);
        buffer.Write(",\"enqueue_time\":"u8);
        buffer.WriteNumber(head.EnqueueTime);
        buffer.Write(",\"request_time\":"u8);
        buffer.WriteNumber(head.RequestTime);
        buffer.Write("},\"data\":"u8);
        buffer.Write(data);
        buffer.Write((byte)'}');
    }

    private static void AppendForm(
        WebhookTemplate template,
        in MessageHead head,
        ReadOnlySpan<byte> data,
        PooledBuffer buffer)
    {
        buffer.Write(template.FormStart);
        FormText.Append(buffer, head.RefId);
        buffer.Write(template.FormMiddle);
        buffer.WriteNumber(head.RetryCount);
        buffer.Write("&head[queue_depth]="u8);
        buffer.WriteNumber(head.QueueDepth);
        buffer.Write("&head[enqueue_time]="u8);
        buffer.WriteNumber(head.EnqueueTime);
        buffer.Write("&head[request_time]="u8);
        buffer.WriteNumber(head.RequestTime);
        FormWriter.Append(buffer, "data"u8, data);
    }

    private static void AppendEscaped(ReadOnlySpan<byte> text, PooledBuffer buffer)
    {
        // A byte becomes six characters at most (\u00XX).
        OperationStatus status;
        do
        {
            status = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(
                text, buffer.GetSpan(Math.Max(16, text.Length * 6)), out var consumed, out var written);
            buffer.Advance(written);
            text = text[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall);
    }
}
