namespace Gateway.Dispatch.Delivery;

/// <summary>What one attempt puts on the wire; all of it lives in the lane's buffers.</summary>
/// <param name="Body">The body; gone once it is sent.</param>
/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="Timestamp">The <c>webhook-timestamp</c>.</param>
/// <param name="Signature">The <c>webhook-signature</c>.</param>
internal readonly record struct SignedMessage(
    ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Timestamp, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The <c>traceparent</c>, null where the message is not traced.</summary>
    public string? TraceParent { get; init; }
}
