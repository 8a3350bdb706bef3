using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Cli;

/// <summary>A file as a request's body, that tells how far it is.</summary>
internal sealed class ProgressContent : HttpContent
{
    private readonly Stream _stream;
    private readonly Action<long> _sent;

    public ProgressContent(Stream stream, string contentType, Action<long> sent)
    {
        _stream = stream;
        _sent = sent;
        Headers.ContentType = new MediaTypeHeaderValue(contentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        long total = 0;
        while (await _stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            total += read;
            _sent(total);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _stream.Length;
        return true;
    }
}
