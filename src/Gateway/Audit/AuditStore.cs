using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Audit;

/// <summary>The entries at rest.</summary>
public sealed class AuditStore(
    IDbContextFactory<GatewayDbContext> contexts, ConfigurationWriter writer, AuditOptions options, TimeProvider time)
{
    private const int MaxAddress = 64;

    /// <summary>An account's entries that are not too old, newest first.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="before">Only with a lower id; 0 for all.</param>
    /// <param name="most">The most that are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(
        long accountId, AuditFilter filter, long before, int most, CancellationToken cancellationToken)
    {
        var least = Math.Max(filter.FromMs ?? long.MinValue, OldestMs());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.AuditEntries.AsNoTracking()
            .Where(row => row.AccountId == accountId && (before == 0 || row.Id < before) && row.TimeMs >= least)
            .Where(row => filter.ToMs == null || row.TimeMs < filter.ToMs)
            .Where(row => filter.Object == null || row.Object == filter.Object)
            .Where(row => filter.ObjectId == null || row.ObjectId == filter.ObjectId)
            .OrderByDescending(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(ToEntry);
    }

    /// <summary>Writes entries in one transaction.</summary>
    internal Task WriteAsync(IReadOnlyList<AuditEntry> entries) => writer.WriteAsync(
        context =>
        {
            context.AuditEntries.AddRange(entries.Select(ToRow));
            return Task.FromResult(WriteResult.Done(entries.Count));
        },
        _ => { },
        CancellationToken.None);

    /// <summary>Deletes what is too old, and of some accounts what is too much.</summary>
    internal async Task PruneAsync(IReadOnlyCollection<long> accountIds) => await writer.WriteAsync(
        async context =>
        {
            var least = OldestMs();
            var deleted = await context.AuditEntries.Where(row => row.TimeMs < least).ExecuteDeleteAsync();
            foreach (var accountId in accountIds)
            {
                var surplus = await context.AuditEntries.Where(row => row.AccountId == accountId)
                    .OrderByDescending(row => row.Id).Skip(options.MaxEntries).Select(row => row.Id).FirstOrDefaultAsync();
                deleted += surplus == 0
                    ? 0
                    : await context.AuditEntries.Where(row => row.AccountId == accountId && row.Id <= surplus)
                        .ExecuteDeleteAsync();
            }

            return deleted > 0 ? WriteResult.Done(deleted) : WriteResult.NotFound<int>();
        },
        _ => { },
        CancellationToken.None);

    private static AuditEntry ToEntry(AuditRow row) => new(
        row.Id,
        row.TimeMs,
        row.AccountId,
        row.KeyId,
        row.KeyPrefix,
        row.Username,
        row.Method,
        row.Route,
        row.Object,
        row.ObjectId,
        row.Status,
        row.RemoteAddress);

    private static AuditRow ToRow(AuditEntry entry) => new()
    {
        TimeMs = entry.TimeMs,
        AccountId = entry.AccountId,
        KeyId = entry.KeyId,
        KeyPrefix = entry.KeyPrefix,
        Username = entry.Username,
        Method = entry.Method,
        Route = entry.Route,
        Object = entry.Object,
        ObjectId = entry.ObjectId,
        Status = entry.Status,
        RemoteAddress = entry.RemoteAddress is { Length: > MaxAddress } address ? address[..MaxAddress] : entry.RemoteAddress,
    };

    private long OldestMs() => (time.GetUtcNow() - options.MaxAge).ToUnixTimeMilliseconds();
}
