using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Hosts;

/// <summary>
/// A TCP port on loopback that no other test is given while this is there. Nobody listens, so connecting is refused, until
/// a program of the test's own listens there by its number.
/// </summary>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="number">Zero for any that is free.</param>
    public HeldPort(int number = 0) => _socket.Bind(new IPEndPoint(IPAddress.Loopback, number));

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Holds a certain one; null where somebody has it.</summary>
    public static HeldPort? TryHold(int number)
    {
        try
        {
            return new HeldPort(number);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}
