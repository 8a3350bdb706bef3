using Gateway.Accounts;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Hosts;

/// <summary>Account 2 with an admin, put into the store of a gateway that does not run.</summary>
internal static class OtherAccount
{
    public const string AdminKey = "other-account-admin-key-0123456789";

    public static async Task AddAsync(string dataFolder)
    {
        var options = new DbContextOptionsBuilder<GatewayDbContext>()
            .UseSqlite($"Data Source={Path.Combine(dataFolder, "gateway.db")};Pooling=False").Options;
        await using var context = new GatewayDbContext(options);
        context.Accounts.Add(new AccountRow { Id = 2, Name = "other" });
        context.Users.Add(new UserRow { Id = 2, AccountId = 2, Username = "other", Role = KeyRole.Admin.ToName() });
        context.ApiKeys.Add(new ApiKeyRow
        {
            AccountId = 2,
            UserId = 2,
            Name = "other",
            Role = KeyRole.Admin.ToName(),
            Prefix = KeyTokens.Prefix(AdminKey),
            Hash = KeyTokens.Hash(AdminKey),
        });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
