using System.Net.Sockets;
using DotNetty.Buffers;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>
/// DotNetty's channel with a shorter way for what devices do. An answer is received together with the news that it
/// is there (DotNetty asks with an empty read first, then reads), and a frame goes out with one plain send. What is
/// read lies in one buffer a channel: a handler must be done with it when it returns.
/// </summary>
internal sealed class DeviceChannel(AddressFamily addressFamily) : TcpSocketChannel(addressFamily)
{
    // Answers are one or four bytes; longer ones come in parts.
    private const int ReadBytes = 64;

    private IByteBuffer? _received;

    protected override IChannelUnsafe NewUnsafe() => new DeviceChannelUnsafe(this);

    protected override void ScheduleSocketRead()
    {
        if (_received is null)
        {
            var memory = new byte[ReadBytes];
            _received = Unpooled.WrappedBuffer(memory);
            ReadOperation.SetBuffer(memory, 0, memory.Length);
        }

        base.ScheduleSocketRead();
    }

    protected override void DoWrite(ChannelOutboundBuffer input)
    {
        while (input.Current is IByteBuffer { HasArray: true } buffer)
        {
            var bytes = buffer.Array.AsSpan(buffer.ArrayOffset + buffer.ReaderIndex, buffer.ReadableBytes);
            var sent = Socket.Send(bytes, SocketFlags.None, out var error);
            if (error != SocketError.Success || sent < bytes.Length)
            {
                // The socket is full or broken: DotNetty waits, sends the rest, or closes.
                buffer.SetReaderIndex(buffer.ReaderIndex + Math.Max(0, sent));
                break;
            }

            input.Remove();
        }

        base.DoWrite(input);
    }

    private void OnRead(SocketChannelAsyncOperation operation)
    {
        if ((ResetState(StateFlags.ReadScheduled) & StateFlags.Active) == 0)
        {
            // The read was cut short because the channel closed.
            return;
        }

        if (operation.SocketError == SocketError.Success && operation.BytesTransferred > 0)
        {
            // The handler releases what it is given; the buffer lives as long as the channel.
            Pipeline.FireChannelRead(_received!.SetIndex(0, operation.BytesTransferred).Retain());
            Pipeline.FireChannelReadComplete();
            DoBeginRead();
            return;
        }

        if (operation.SocketError != SocketError.Success)
        {
            Pipeline.FireExceptionCaught(new SocketException((int)operation.SocketError));
        }

        ShutdownInput();
        _ = CloseAsync();
    }

    private sealed class DeviceChannelUnsafe(DeviceChannel owner) : SocketByteChannelUnsafe(owner)
    {
        public override void FinishRead(SocketChannelAsyncOperation operation) => owner.OnRead(operation);
    }
}
