using System.Net.Sockets;
using DotNetty.Buffers;
using DotNetty.Common.Utilities;
using DotNetty.Transport.Channels;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>
/// One TCP connection of a device, from the try to open it to its end. A device gets a new one each time, so what a
/// dead connection still reports can't be mistaken for the living one.
/// </summary>
internal sealed class DeviceConnection(SimulatedDevice device) : ChannelHandlerAdapter
{
    // The answers that devices get are a few bytes; a server that sends more without sense is cut off.
    private const int MaxAnswer = 64;

    private IChannelHandlerContext? _context;
    private IByteBuffer? _outgoing;
    private byte[]? _partial;
    private int _partialLength;
    private bool _reported;

    /// <summary>Room for up to <paramref name="maxLength"/> bytes to send; <see cref="Send"/> must follow.</summary>
    public Span<byte> Reserve(int maxLength)
    {
        _outgoing = _context!.Allocator.HeapBuffer(maxLength);
        return _outgoing.Array.AsSpan(_outgoing.ArrayOffset, maxLength);
    }

    /// <summary>Sends the first <paramref name="length"/> bytes of the room reserved. A failure ends the connection.</summary>
    public void Send(int length)
    {
        var buffer = _outgoing!.SetWriterIndex(length);
        _outgoing = null;
        _ = _context!.WriteAndFlushAsync(buffer);
    }

    public void Close() => _ = _context?.CloseAsync();

    /// <summary>The connection is over, or could not be opened. Told once, however often it is called.</summary>
    public void ReportClosed()
    {
        if (!_reported)
        {
            _reported = true;
            device.OnClosed(this);
        }
    }

    public override void HandlerAdded(IChannelHandlerContext context) => _context = context;

    public override void ChannelActive(IChannelHandlerContext context) => device.OnConnected(this);

    public override void ChannelInactive(IChannelHandlerContext context) => ReportClosed();

    public override void ChannelRead(IChannelHandlerContext context, object message)
    {
        try
        {
            var buffer = (IByteBuffer)message;
            Read(buffer.Array.AsSpan(buffer.ArrayOffset + buffer.ReaderIndex, buffer.ReadableBytes));
        }
        finally
        {
            ReferenceCountUtil.Release(message);
        }
    }

    public override void ExceptionCaught(IChannelHandlerContext context, Exception exception)
    {
        if (exception is not (SocketException or IOException or ChannelException))
        {
            device.Fail(exception);
        }

        Close();
    }

    private void Read(ReadOnlySpan<byte> received)
    {
        if (_partialLength > 0)
        {
            var taken = Math.Min(received.Length, MaxAnswer - _partialLength);
            received[..taken].CopyTo(_partial.AsSpan(_partialLength));
            var together = _partial.AsSpan(0, _partialLength + taken);
            _partialLength = 0;
            Keep(together[device.Receive(this, together)..]);
            received = received[taken..];
        }
        else
        {
            var consumed = device.Receive(this, received);
            Keep(received[consumed..]);
            return;
        }

        if (!received.IsEmpty)
        {
            Close();
        }
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.Length >= MaxAnswer)
        {
            Close();
        }
        else if (!rest.IsEmpty)
        {
            _partial ??= new byte[MaxAnswer];
            rest.CopyTo(_partial);
            _partialLength = rest.Length;
        }
    }
}
