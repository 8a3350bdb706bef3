using System.Diagnostics.Metrics;
using Gateway.Configuration.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Store;

/// <summary>
/// The one way to change the configuration. One write at a time: a transaction, its commit, and then, before the next
/// write, the new snapshot. So checks inside a write see the last state, and snapshots follow each other in order.
/// </summary>
public sealed class ConfigurationWriter : IDisposable
{
    private readonly IDbContextFactory<GatewayDbContext> _contexts;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Counter<long> _commits;

    public ConfigurationWriter(IDbContextFactory<GatewayDbContext> contexts, TimeProvider time, IMeterFactory meters)
    {
        _contexts = contexts;
        _time = time;
        _commits = meters.Create("Gateway.Configuration")
            .CreateCounter<long>("gateway.configuration.commits", "{commit}", "Configuration transactions committed.");
    }

    /// <summary>
    /// Runs <paramref name="change"/> in a transaction of its own. Where it answers Done, commits, and then calls
    /// <paramref name="publish"/>; else nothing is written.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for one's turn; a write that has begun is finished.</param>
    public Task<WriteResult<T>> WriteAsync<T>(
        Func<GatewayDbContext, Task<WriteResult<T>>> change,
        Action<T> publish,
        CancellationToken cancellationToken) => WriteAsync(null, change, publish, cancellationToken);

    /// <summary>
    /// As the other, but once only for an idempotency key: the answer is stored in the same transaction, and given again
    /// to the same request.
    /// </summary>
    public async Task<WriteResult<T>> WriteAsync<T>(
        IdempotencyClaim<T>? claim,
        Func<GatewayDbContext, Task<WriteResult<T>>> change,
        Action<T> publish,
        CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None);
            var records = new IdempotencyRecords(context, _time);
            if (claim is not null && await records.FindAsync(claim) is { } earlier)
            {
                return earlier;
            }

            var result = await change(context);
            if (result.Status != WriteStatus.Done)
            {
                return result;
            }

            if (claim is not null)
            {
                await records.AddAsync(claim, result.Value);
            }

            await context.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            _commits.Add(1);
            publish(result.Value);
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
