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
    KeyDirectory keys,
    IOptions<ConfigurationOptions> options,
    TimeProvider time,
    ILogger<FirstStart> logger)
{
    private const long AccountId = 1;
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
                var user = await context.Users.OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.AccountId == AccountId);
                var isFirst = user is null;
                user ??= await AddAccountAsync(context);
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
                context.ApiKeys.Add(keys.ToRow(AccountId, user.Id, name, KeyRole.Admin, token));
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

    private async Task<UserRow> AddAccountAsync(GatewayDbContext context)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        context.Accounts.Add(new AccountRow { Id = AccountId, Name = "default", CreatedMs = now });
        var user = new UserRow { AccountId = AccountId, Username = "admin", CreatedMs = now };
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
