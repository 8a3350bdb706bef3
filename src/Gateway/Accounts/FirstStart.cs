using Gateway.Configuration;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Accounts;

/// <summary>
/// Makes account 1, its user <c>admin</c> and the first admin key in an empty store; adds the user's own admin key where
/// a later start brings one.
/// </summary>
public sealed partial class FirstStart(
    ConfigurationWriter writer,
    IOptions<ConfigurationOptions> options,
    TimeProvider time,
    ILogger<FirstStart> logger)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// The file with the random admin key, where this start made one: for the start-up message, which never has the key.
    /// </summary>
    public string? AdminKeyFile { get; private set; }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var file = default(string);
        var revoked = false;
        await writer.WriteAsync(
            async context =>
            {
                var isFirst = !await context.Accounts.AnyAsync(row => row.Id == Account.Operator);
                var user = isFirst ? await AddAccountAsync(context) : await FindAdminAsync(context);
                var token = options.Value.AdminKey;
                if (token is null)
                {
                    if (!isFirst)
                    {
                        return WriteResult.NotFound<bool>();
                    }

                    token = KeyTokens.Create();
                    file = options.Value.AdminKeyPath;

                    // Before the commit: a crash between leaves a file that the next start writes anew.
                    WriteKeyFile(file, token);
                }

                var hash = KeyTokens.Hash(token);
                if (await context.ApiKeys.SingleOrDefaultAsync(row => row.Hash == hash) is { } known)
                {
                    revoked = known.RevokedMs is not null;
                    return WriteResult.NotFound<bool>();
                }

                var name = file is null ? "GATEWAY_ADMIN_KEY" : "first admin key";
                context.ApiKeys.Add(user.ToUser().ToKeyRow(
                    name, KeyRole.Admin, token, time.GetUtcNow().ToUnixTimeMilliseconds()));
                return WriteResult.Done(true);
            },
            _ => { },
            cancellationToken);
        AdminKeyFile = file;
        if (file is not null)
        {
            LogAdminKeyFile(file);
        }

        if (revoked)
        {
            LogRevoked();
        }
    }

    /// <summary>There is one: the last admin of an account stays.</summary>
    private static Task<UserRow> FindAdminAsync(GatewayDbContext context)
    {
        var admin = KeyRole.Admin.ToName();
        return context.Users.OrderBy(row => row.Id).FirstAsync(
            row => row.AccountId == Account.Operator && row.Role == admin && row.DeletedMs == null);
    }

    private async Task<UserRow> AddAccountAsync(GatewayDbContext context)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        context.Accounts.Add(new AccountRow { Id = Account.Operator, Name = "default", CreatedMs = now });
        var user = new UserRow
        {
            AccountId = Account.Operator,
            Username = "admin",
            Role = KeyRole.Admin.ToName(),
            CreatedMs = now,
        };
        context.Users.Add(user);
        await context.SaveChangesAsync();
        return user;
    }

    private static void WriteKeyFile(string path, string token)
    {
        // Made anew, so that the mode holds from the first byte on.
        File.Delete(path);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(path, create);
        using var text = new StreamWriter(stream);
        text.WriteLine(token);
        text.Flush();
        stream.Flush(flushToDisk: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "First start: the admin key is in {File}")]
    private partial void LogAdminKeyFile(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key in GATEWAY_ADMIN_KEY was revoked and stays so.")]
    private partial void LogRevoked();
}
