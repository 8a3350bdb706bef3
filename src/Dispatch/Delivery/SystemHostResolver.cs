using System.Net;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The operating system's resolver. A look-up blocks a thread, for many seconds where a name server does not answer; so
/// each has a thread of its own, a bounded number of them, and never one of those that send.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle has nothing to dispose of, and a look-up may outlive us.
public sealed class SystemHostResolver : IHostResolver
#pragma warning restore CA1001
{
    /// <summary>Look-ups at the same time; more wait, as long as their connection's time limit lets them.</summary>
    private const int MaxLookUps = 64;

    private readonly SemaphoreSlim _free = new(MaxLookUps);

    /// <inheritdoc/>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        var lookUp = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Dns.GetHostAddresses(host);
                }
                finally
                {
                    // Only now: giving up the wait does not end the look-up.
                    _free.Release();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
        return await lookUp.WaitAsync(cancellationToken);
    }
}
