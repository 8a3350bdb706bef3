using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>Makes, changes and removes users.</summary>
public sealed class UserDirectory(ConfigurationWriter writer, CurrentAccounts accounts, TimeProvider time)
{
    internal static Fault Taken { get; } = new("username", "username is already used by a user.", FaultKind.Taken);

    /// <summary>Makes a user; the draft's id and time are ignored.</summary>
    public Task<WriteResult<User>> CreateAsync(
        User draft, IdempotencyClaim<User>? claim, CancellationToken cancellationToken) => writer.WriteAsync(
            claim,
            async context =>
            {
                var snapshot = accounts.Snapshot;
                if (snapshot.FindUser(draft.Username) is not null)
                {
                    return WriteResult.Refused<User>(Taken);
                }

                if (snapshot.UsersOf(draft.AccountId).Count() >= AccountLimits.Users)
                {
                    return WriteResult.Refused<User>(new Fault(
                        "username", $"The account has {AccountLimits.Users} users, the most it may have.", FaultKind.Taken));
                }

                var row = (draft with { CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds() }).ToRow();
                context.Users.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(row.ToUser());
            },
            made => accounts.Change(snapshot => snapshot.With(made)),
            cancellationToken);

    /// <summary>
    /// Changes name, e-mail address and role; <paramref name="change"/> sees the last state and answers the new one, or
    /// what is wrong. A lower role holds for the user's keys at once.
    /// </summary>
    public Task<WriteResult<User>> UpdateAsync(
        long accountId, long id, Func<User, WriteResult<User>> change, CancellationToken cancellationToken) => writer.WriteAsync(
            async context =>
            {
                if (accounts.Snapshot.FindUser(accountId, id) is not { } before)
                {
                    return WriteResult.NotFound<User>();
                }

                var result = change(before);
                if (result.Status != WriteStatus.Done)
                {
                    return result;
                }

                var after = result.Value;
                if (after.Role < before.Role && !accounts.Snapshot.With(after).HasAdminKey(accountId))
                {
                    return WriteResult.Refused<User>(LastAdmin("role", "The account's last admin stays one"));
                }

                var row = await context.Users.SingleAsync(row => row.Id == id);
                (row.Name, row.Email, row.Role) = (after.Name, after.Email, after.Role.ToName());
                return result;
            },
            changed => accounts.Change(snapshot => snapshot.With(changed)),
            cancellationToken);

    /// <summary>
    /// Removes a user and ends its keys, at once. Its webhooks stay and go on under its name, which is free for another.
    /// </summary>
    public Task<WriteResult<User>> DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                if (accounts.Snapshot.FindUser(accountId, id) is not { } user)
                {
                    return WriteResult.NotFound<User>();
                }

                if (!accounts.Snapshot.Without(user).HasAdminKey(accountId))
                {
                    return WriteResult.Refused<User>(LastAdmin("id", "The account's last admin can't be deleted"));
                }

                // The rows stay: a key that was revoked once is never taken for a new one.
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                (await context.Users.SingleAsync(row => row.Id == id)).DeletedMs = now;
                foreach (var key in await context.ApiKeys
                    .Where(row => row.UserId == id && row.RevokedMs == null).ToListAsync())
                {
                    key.RevokedMs = now;
                }

                return WriteResult.Done(user);
            },
            gone => accounts.Change(snapshot => snapshot.Without(gone)),
            cancellationToken);

    private static Fault LastAdmin(string field, string what) =>
        new(field, $"{what}; make another admin with an admin key first.", FaultKind.Taken);
}
