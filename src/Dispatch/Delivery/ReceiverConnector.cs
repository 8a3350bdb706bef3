using System.Net;
using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Connects to a receiver: resolves its name, drops every address that the policy forbids, and connects to one that is
/// left, so that a name can't show one address to the check and another to the connection.
/// </summary>
public sealed class ReceiverConnector(ReceiverAddressPolicy policy, IHostResolver resolver)
{
    /// <summary>Connects.</summary>
    /// <param name="host">A name or a literal address.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">The name is unknown, or nobody answers at its addresses.</exception>
    /// <exception cref="AddressForbiddenException">No address may be connected to.</exception>
    public async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await resolver.ResolveAsync(host, cancellationToken);
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
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket;
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
