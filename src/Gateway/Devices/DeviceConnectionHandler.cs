using Gateway.Protocol.Sessions;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Devices;

/// <summary>
/// Takes the connections of one listener. Kestrel makes one handler for an endpoint, so it holds no state of a
/// connection: that lives in a <see cref="DeviceSession"/>.
/// </summary>
internal sealed class DeviceConnectionHandler(
    IDeviceProtocol protocol, ProtocolOptions protocolOptions, Func<DeviceServices> open) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        // The server is built before the journals are open, and listens after.
        var services = open();
        if (!services.Limiter.TryEnter())
        {
            services.Metrics.Closed(protocol.Name, CloseReason.ConnectionCap, wasCounted: false);
            connection.Abort(new ConnectionAbortedException("Connection cap reached."));
            return;
        }

        services.Metrics.Opened(protocol.Name);
        var session = new DeviceSession(connection, protocol, protocol.CreateSession(protocolOptions), services);
        try
        {
            await session.RunAsync();
        }
        finally
        {
            services.Limiter.Leave();
            services.Metrics.Closed(protocol.Name, session.CloseReason, wasCounted: true);
        }
    }
}
