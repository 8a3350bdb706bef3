using Gateway.Configuration.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosts;

/// <summary>The connections that a store keeps for later, by its connection string.</summary>
internal static class StorePool
{
    /// <summary>The connection string of a host's store.</summary>
    public static string Of(IServiceProvider services)
    {
        using var context = services.GetRequiredService<IDbContextFactory<GatewayDbContext>>().CreateDbContext();
        return context.Database.GetConnectionString()!;
    }

    /// <summary>
    /// Closes them, so that the files can be deleted; this store's only. With the last connection of a store SQLite deletes
    /// its -wal and -shm, which other tests look at.
    /// </summary>
    public static void Clear(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
