using Microsoft.AspNetCore.Connections;

namespace Gateway.Api.Limits;

/// <summary>Closes connections to the API beyond a number, at once. The server's own cap would count devices too.</summary>
internal sealed class ApiConnectionCap(int most, ApiMetrics metrics)
{
    private int _open;

    /// <summary>A connection's whole life.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            metrics.Refused("connections");
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
