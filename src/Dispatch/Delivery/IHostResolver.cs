using System.Net;

namespace Gateway.Dispatch.Delivery;

/// <summary>Names to addresses.</summary>
public interface IHostResolver
{
    /// <summary>The addresses of a name; throws <see cref="System.Net.Sockets.SocketException"/> where it has none.</summary>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
