using System.Globalization;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>Makes and changes accounts, for the operator.</summary>
public sealed class AccountDirectory(ConfigurationWriter writer, CurrentAccounts accounts, TimeProvider time)
{
    private const string FirstKeyName = "first admin key";

    /// <summary>Makes an account with its first user, an admin, and a random admin key of that user's.</summary>
    /// <param name="name">For people.</param>
    /// <param name="username">Of the first user; null for <c>admin-</c> and the account's id.</param>
    /// <param name="email">Of the first user.</param>
    public Task<WriteResult<NewAccount>> CreateAsync(
        string name,
        string? username,
        string? email,
        IdempotencyClaim<NewAccount>? claim,
        CancellationToken cancellationToken)
    {
        var token = KeyTokens.Create();
        return writer.WriteAsync(
            claim,
            async context =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var account = new AccountRow { Name = name, CreatedMs = now };
                context.Accounts.Add(account);
                await context.SaveChangesAsync();
                username ??= string.Create(CultureInfo.InvariantCulture, $"admin-{account.Id}");
                if (accounts.Snapshot.FindUser(username) is not null)
                {
                    return WriteResult.Refused<NewAccount>(UserDirectory.Taken);
                }

                var user = new User(0, account.Id, username, null, email, KeyRole.Admin, now).ToRow();
                context.Users.Add(user);
                await context.SaveChangesAsync();
                var made = user.ToUser();
                var key = made.ToKeyRow(FirstKeyName, KeyRole.Admin, token, now);
                context.ApiKeys.Add(key);
                await context.SaveChangesAsync();
                return WriteResult.Done(new NewAccount(account.ToAccount(), made, new NewApiKey(key.ToKey(username), token)));
            },
            made => accounts.Change(snapshot => snapshot.With(made.Account).With(made.User).With(made.Key.Key)),
            cancellationToken);
    }

    /// <summary>
    /// Changes an account; <paramref name="change"/> sees its last state and answers the new one, or what is wrong. The
    /// operator's own can't be suspended.
    /// </summary>
    public Task<WriteResult<Account>> UpdateAsync(
        long id, Func<Account, WriteResult<Account>> change, CancellationToken cancellationToken) => writer.WriteAsync(
            async context =>
            {
                if (accounts.Snapshot.FindAccount(id) is not { } before)
                {
                    return WriteResult.NotFound<Account>();
                }

                var result = change(before);
                if (result.Status != WriteStatus.Done)
                {
                    return result;
                }

                var after = result.Value;
                if (after is { Id: Account.Operator, IsSuspended: true })
                {
                    return WriteResult.Refused<Account>(new Fault("status", "status of the operator's own account stays active."));
                }

                var row = await context.Accounts.SingleAsync(row => row.Id == id);
                row.Name = after.Name;
                row.SuspendedMs = after.IsSuspended
                    ? row.SuspendedMs ?? time.GetUtcNow().ToUnixTimeMilliseconds()
                    : null;
                return result;
            },
            changed => accounts.Change(snapshot => snapshot.With(changed)),
            cancellationToken);
}
