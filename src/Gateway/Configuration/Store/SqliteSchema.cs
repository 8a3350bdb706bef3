using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Store;

/// <summary>Brings the database file up to date.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Turns the write-ahead log on and applies the migrations that are missing. For the one process that has the data
    /// folder.
    /// </summary>
    public static async Task UpdateAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        var missing = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        if (!missing.Any())
        {
            return;
        }

        // Migrating takes a lock that is a row of a table. A process that was killed meanwhile leaves it behind, and
        // the next one would wait for ever.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
