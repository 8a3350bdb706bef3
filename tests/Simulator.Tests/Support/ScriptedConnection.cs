using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Simulator.Tests.Support;

internal sealed class ScriptedConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly CancellationToken _limit;

    public ScriptedConnection(Socket socket, CancellationToken limit)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _limit = limit;
    }

    /// <summary>Pings met so far.</summary>
    public int Heartbeats { get; private set; }

    /// <summary>Reads a login and gives its IMEI.</summary>
    public async Task<string> ReadLoginAsync()
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        Assert.Equal(15, length);
        return Encoding.ASCII.GetString(await ReadAsync(length));
    }

    public async Task<string> AcceptLoginAsync()
    {
        var imei = await ReadLoginAsync();
        await SendAsync(1);
        return imei;
    }

    /// <summary>Reads the next frame, passing over pings; null when the device closed the connection instead.</summary>
    public async Task<byte[]?> TryReadFrameAsync()
    {
        var first = new byte[1];
        do
        {
            if (await _socket.ReceiveAsync(first, _limit) == 0)
            {
                return null;
            }

            Heartbeats += first[0] == 0xFF ? 1 : 0;
        }
        while (first[0] == 0xFF);

        var head = await ReadAsync(7);
        var rest = await ReadAsync(checked((int)BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(3)) + 4));
        return [.. first, .. head, .. rest];
    }

    public async Task<byte[]> ReadFrameAsync() => await TryReadFrameAsync() ?? throw new EndOfStreamException();

    public async Task<byte> ReadByteAsync() => (await ReadAsync(1))[0];

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var got = await _socket.ReceiveAsync(bytes.AsMemory(read), _limit);
            read += got > 0 ? got : throw new EndOfStreamException();
        }

        return bytes;
    }

    public async Task SendAsync(params byte[] bytes) => await _socket.SendAsync(bytes, _limit);

    public Task AcknowledgeAsync(byte[] frame) => SendAsync(0, 0, 0, frame[9]);

    /// <summary>Waits until the device has closed the connection.</summary>
    public async Task AssertClosedByDeviceAsync()
    {
        try
        {
            Assert.Equal(0, await _socket.ReceiveAsync(new byte[1], _limit));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The same, with bytes of ours still unread on the other side.
        }
    }

    public async Task ServeAsync(Action<string, byte[]> onFrame)
    {
        using (this)
        {
            var imei = await AcceptLoginAsync();
            while (await TryReadFrameAsync() is { } frame)
            {
                onFrame(imei, frame);
                await AcknowledgeAsync(frame);
            }
        }
    }

    /// <summary>Closes with a reset, as a server that dies does.</summary>
    public void Abort()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
