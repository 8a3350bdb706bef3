namespace Gateway.Dispatch.Delivery;

/// <summary>
/// A message ready to be signed and sent, in a buffer of its lane. The buffer begins with <c>id.timestamp.</c>, so that
/// what is signed lies in one piece.
/// </summary>
/// <param name="Signed">The bytes to sign.</param>
/// <param name="Body">The bytes to send, the rest of the same memory.</param>
/// <param name="Id">The <c>webhook-id</c>, of the same memory.</param>
/// <param name="Timestamp">The <c>webhook-timestamp</c>, of the same memory.</param>
internal readonly record struct RenderedMessage(
    ReadOnlyMemory<byte> Signed,
    ReadOnlyMemory<byte> Body,
    ReadOnlyMemory<byte> Id,
    ReadOnlyMemory<byte> Timestamp);
