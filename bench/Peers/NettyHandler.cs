using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;

namespace Gateway.Bench.Peers;

/// <summary>As <see cref="SinkHandler"/>, on DotNetty's decoder.</summary>
internal sealed class NettyHandler : ByteToMessageDecoder
{
    private readonly byte[] _header = new byte[SinkFrame.HeaderLength];
    private readonly byte[] _answer = new byte[sizeof(int)];

    /// <inheritdoc/>
    public override void ExceptionCaught(IChannelHandlerContext context, Exception exception) => context.CloseAsync();

    /// <inheritdoc/>
    protected override void Decode(IChannelHandlerContext context, IByteBuffer input, List<object> output)
    {
        if (input.ReadableBytes < _header.Length)
        {
            return;
        }

        input.GetBytes(input.ReaderIndex, _header);
        var length = SinkFrame.LengthOf(_header);
        if (input.ReadableBytes < length)
        {
            return;
        }

        input.SkipBytes(length);
        var answer = context.Allocator.Buffer(sizeof(int));
        answer.WriteBytes(_answer, 0, SinkFrame.Answer(_header, _answer));
        context.WriteAndFlushAsync(answer);
    }
}
