using System.Net;
using System.Net.Sockets;

namespace Gateway.Simulator.Tests.Support;

/// <summary>A server that does to devices what the test says, one connection after the other.</summary>
internal sealed class ScriptedServer : IDisposable
{
    // Only a test that fails runs into this.
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ScriptedServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    public CancellationToken Limit => _limit.Token;

    public async Task<ScriptedConnection> AcceptAsync() => new(await _listener.AcceptAsync(Limit), Limit);

    /// <summary>Accepts everyone and everything until the test ends; gives what each frame was.</summary>
    public async Task ServeAsync(Action<string, byte[]> onFrame)
    {
        var connections = new List<Task>();
        while (true)
        {
            ScriptedConnection connection;
            try
            {
                connection = await AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                break;
            }

            connections.Add(connection.ServeAsync(onFrame));
        }

        await Task.WhenAll(connections);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _limit.Dispose();
    }
}
