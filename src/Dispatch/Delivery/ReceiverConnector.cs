using System.Net;
using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Connects to a receiver: resolves its name, drops every address that the policy forbids, and connects to one that is
/// left, so that a name can't show one address to the check and another to the connection.
/// </summary>
public sealed class ReceiverConnector(ReceiverAddressPolicy policy, IHostResolver resolver)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal)
            ? [literal]
            : await resolver.ResolveAsync(endPoint.Host, cancellationToken);
        SocketException? last = null;
        foreach (var address in addresses)
        {
            if (!policy.Allows(address))
            {
                continue;
            }

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, endPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failure)
            {
                // The next address may answer; the last failure is reported when none does.
                socket.Dispose();
                last = failure;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? (Exception)(addresses.Length == 0
            ? new SocketException((int)SocketError.HostNotFound)
            : new AddressForbiddenException());
    }
}
