using System.Net;

namespace Gateway.Dispatch.Delivery;

/// <summary>A request body in memory that belongs to the sender's buffer.</summary>
internal sealed class BorrowedContent(ReadOnlyMemory<byte> body) : HttpContent
{
    private int _reading;

    /// <summary>
    /// Whether nobody reads the buffer any more. With HTTP/2 an answer can come before the request's body has gone out.
    /// </summary>
    public bool IsReleased => Volatile.Read(ref _reading) == 0;

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reading);
        try
        {
            await stream.WriteAsync(body, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
