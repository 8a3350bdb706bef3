using Microsoft.AspNetCore.Connections;

namespace Gateway.Api.Limits;

/// <summary>
/// Ends the API's connections that are still open 5 s after the gateway was asked to stop. What is in hand is done long
/// before; half a request, whose other half never comes, would hold the stop until it fails.
/// </summary>
internal sealed class StopGrace : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _stopping;

    public StopGrace(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stopping = lifetime.ApplicationStopping.Register(() => _over.CancelAfter(Grace));
    }

    /// <summary>A connection's whole life.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        await using var over = _over.Token.Register(() => connection.Abort());
        await next(connection);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _over.Dispose();
    }
}
