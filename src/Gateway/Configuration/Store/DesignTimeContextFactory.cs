using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gateway.Configuration.Store;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without starting the gateway.</summary>
public sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<GatewayDbContext>
{
    /// <inheritdoc/>
    public GatewayDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<GatewayDbContext>().UseSqlite("Data Source=:memory:").Options);
}
