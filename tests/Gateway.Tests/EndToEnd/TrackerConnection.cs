using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Gateway.Tests.EndToEnd;

/// <summary>One TCP connection of a Teltonika tracker.</summary>
internal sealed class TrackerConnection : IAsyncDisposable
{
    private readonly Stream _stream;

    private TrackerConnection(Stream stream) => _stream = stream;

    public static async Task<TrackerConnection> OpenAsync(IPEndPoint address, RemoteCertificateValidationCallback? tls = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address).WaitAsync(Limits.Hang);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (tls is null)
        {
            return new TrackerConnection(stream);
        }

        var secure = new SslStream(stream, leaveInnerStreamOpen: false, tls);
        await secure.AuthenticateAsClientAsync("tracker.test").WaitAsync(Limits.Hang);
        return new TrackerConnection(secure);
    }

    /// <summary>Connects and logs in; fails where the gateway does not take it.</summary>
    public static async Task<TrackerConnection> LogInAsync(
        IPEndPoint address, string imei, RemoteCertificateValidationCallback? tls = null)
    {
        var connection = await OpenAsync(address, tls);
        Assert.Equal(1, await connection.AskToLogInAsync(imei));
        return connection;
    }

    /// <summary>The one byte of the answer.</summary>
    public async Task<byte> AskToLogInAsync(string imei)
    {
        await WriteAsync(AvlFrame.Login(imei));
        return (await ReadAsync(1))[0];
    }

    /// <summary>Sends a frame of records; the answered count must be their number.</summary>
    public async Task SendAsync(params IReadOnlyList<AvlRecord> records) =>
        Assert.Equal((uint)records.Count, await AskAsync(AvlFrame.Of(records)));

    /// <summary>Sends a frame and reads the four bytes of the answer.</summary>
    public async Task<uint> AskAsync(byte[] frame)
    {
        await WriteAsync(frame);
        return BinaryPrimitives.ReadUInt32BigEndian(await ReadAsync(4));
    }

    /// <summary>The byte that trackers send to keep a connection open.</summary>
    public Task PingAsync() => WriteAsync([0xFF]);

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Limits.Hang);
        return bytes;
    }

    /// <summary>What the gateway still says, until it ends the connection, in order or not.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var said = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(said).WaitAsync(Limits.Hang);
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }

        return said.ToArray();
    }

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync();
}
