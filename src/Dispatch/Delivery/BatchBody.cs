using System.Buffers.Binary;
using System.IO.Hashing;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The body of a batch, as it grows: a JSON array of messages, each as it would have been sent by itself. The batch's
/// <c>webhook-id</c> is <c>bat_</c>, 32 hexadecimal digits that depend on the messages' events and their order alone, and
/// the webhook's number.
/// </summary>
internal sealed class BatchBody
{
    private const int IdDigits = 32;

    private readonly WebhookTemplate _template;
    private readonly PooledBuffer _buffer;
    private readonly XxHash128 _hash = new();
    private readonly int _bodyStart;
    private readonly long _requestTime;
    private int _count;

    public BatchBody(WebhookTemplate template, long requestTime, PooledBuffer buffer)
    {
        _template = template;
        _buffer = buffer;
        _requestTime = requestTime;
        buffer.Clear();

        // The id is known at the end; its place is kept.
        buffer.Write("bat_00000000000000000000000000000000"u8);
        buffer.Write(template.IdSuffix);
        buffer.Write((byte)'.');
        buffer.WriteNumber(requestTime);
        buffer.Write((byte)'.');
        _bodyStart = buffer.Length;
    }

    /// <summary>Bytes of the body so far.</summary>
    public int Length => _buffer.Length - _bodyStart;

    /// <summary>Adds a message; false where the record is not an event.</summary>
    /// <param name="bytes">The event's record.</param>
    /// <param name="attempts">Attempts made before this one.</param>
    /// <param name="behind">Messages behind it, those of the batch included.</param>
    public bool TryAdd(ReadOnlySpan<byte> bytes, int attempts, long behind)
    {
        if (!EventRecord.TryRead(bytes, out var record))
        {
            return false;
        }

        var head = new MessageHead
        {
            EventId = record.Id,
            RefId = record.RefId,
            RetryCount = attempts,
            QueueDepth = behind,
            EnqueueTime = record.EnqueuedMs / 1000,
            RequestTime = _requestTime,
        };
        _buffer.Write((byte)(_count++ == 0 ? '[' : ','));
        Hash(head.EventId);
        MessageRenderer.AppendJson(_template, head, record.Data, _buffer);
        return true;
    }

    public RenderedMessage Finish()
    {
        _buffer.Write((byte)']');
        _hash.GetCurrentHashAsUInt128().TryFormat(_buffer.Writable("bat_"u8.Length, IdDigits), out _, "x32");
        return MessageRenderer.Cut(_buffer, "bat_".Length + IdDigits + _template.IdSuffix.Length, _bodyStart);
    }

    private void Hash(EventId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        _hash.Append(bytes);
    }
}
