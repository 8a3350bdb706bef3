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
        var services = open();
        services.Metrics.Opened(protocol.Name);
        var session = new DeviceSession(connection, protocol, protocol.CreateSession(protocolOptions), services);
        try
        {
            await session.RunAsync();
        }
        finally
        {
            services.Metrics.Closed(protocol.Name, session.CloseReason, wasCounted: true);
        }
    }
}
