using Microsoft.AspNetCore.Connections;

namespace Gateway.Devices;

/// <summary>Closes what is beyond the cap at accept, before anything is read or any key used: the first step of a listener.</summary>
internal sealed class ConnectionCap(string protocol, Func<DeviceServices> open, ConnectionDelegate next)
{
    /// <summary>Counts the connection until it ends, its TLS handshake included.</summary>
    public async Task RunAsync(ConnectionContext connection)
    {
        // The server is built before the journals are open, and listens after.
        var services = open();
        if (!services.Limiter.TryEnter())
        {
            services.Metrics.Closed(protocol, CloseReason.ConnectionCap, wasCounted: false);
            connection.Abort(new ConnectionAbortedException("Connection cap reached."));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            services.Limiter.Leave();
        }
    }
}
