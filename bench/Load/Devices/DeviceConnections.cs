using System.Net;
using System.Net.Sockets;
using Gateway.Bench.Wire;

namespace Gateway.Bench.Load.Devices;

/// <summary>Logged-in device connections, one IMEI each.</summary>
internal sealed class DeviceConnections : IDisposable
{
    private const long FirstImei = 350_000_000_000_000;
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(30);

    private readonly Socket[] _sockets;

    private DeviceConnections(Socket[] sockets) => _sockets = sockets;

    public ReadOnlySpan<Socket> Sockets => _sockets;

    /// <summary>Connects and logs in devices <paramref name="first"/> and on; all logins go out before one answer is read.</summary>
    public static DeviceConnections Open(IPEndPoint target, int first, int count)
    {
        var sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
                ReceiveTimeout = (int)LoginTimeout.TotalMilliseconds,
            };
            sockets[i].Connect(target);
            sockets[i].Send(BenchFrames.Login(FirstImei + first + i));
        }

        Span<byte> answer = stackalloc byte[1];
        foreach (var socket in sockets)
        {
            if (socket.Receive(answer) != 1 || answer[0] != 1)
            {
                throw new InvalidOperationException("A login was refused.");
            }
        }

        return new DeviceConnections(sockets);
    }

    /// <summary>Sends one frame on every connection and waits for each acknowledgement; returns the records.</summary>
    public long SendOnce(FrameTemplate frame)
    {
        foreach (var socket in _sockets)
        {
            frame.Stamp(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            socket.Send(frame.Bytes);
        }

        var answer = new byte[4];
        foreach (var socket in _sockets)
        {
            if (socket.Receive(answer) != answer.Length || answer[3] != frame.Records)
            {
                throw new InvalidOperationException("A frame was not acknowledged.");
            }
        }

        return (long)_sockets.Length * frame.Records;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }
}
