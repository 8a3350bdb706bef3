using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>Makes and revokes API keys.</summary>
public sealed class KeyDirectory(ConfigurationWriter writer, CurrentAccounts accounts, TimeProvider time)
{
    /// <summary>Makes a random key for a user of the account, with no higher role than the user's.</summary>
    public Task<WriteResult<NewApiKey>> CreateAsync(
        long accountId,
        long userId,
        string name,
        KeyRole role,
        IdempotencyClaim<NewApiKey>? claim,
        CancellationToken cancellationToken)
    {
        var token = KeyTokens.Create();
        return writer.WriteAsync(
            claim,
            async context =>
            {
                var snapshot = accounts.Snapshot;
                if (snapshot.FindUser(accountId, userId) is not { } user)
                {
                    return WriteResult.Refused<NewApiKey>(new Fault("user_id", "user_id is no user of the account."));
                }

                if (role > user.Role)
                {
                    return WriteResult.Refused<NewApiKey>(new Fault(
                        "role", $"role must not be higher than the user's own, {user.Role.ToName()}."));
                }

                if (snapshot.KeysOf(accountId).Count() >= AccountLimits.Keys)
                {
                    return WriteResult.Refused<NewApiKey>(new Fault(
                        "name", $"The account has {AccountLimits.Keys} keys, the most it may have.", FaultKind.Taken));
                }

                var row = user.ToKeyRow(name, role, token, time.GetUtcNow().ToUnixTimeMilliseconds());
                context.ApiKeys.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(new NewApiKey(row.ToKey(user.Username), token));
            },
            made => accounts.Change(snapshot => snapshot.With(made.Key)),
            cancellationToken);
    }

    /// <summary>Ends a key at once; refused for an account's last admin key.</summary>
    public Task<WriteResult<ApiKey>> RevokeAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                var snapshot = accounts.Snapshot;
                if (snapshot.FindKey(accountId, id) is not { } key)
                {
                    return WriteResult.NotFound<ApiKey>();
                }

                if (key.Role == KeyRole.Admin && !snapshot.Without(key).HasAdminKey(accountId))
                {
                    return WriteResult.Refused<ApiKey>(
                        new Fault("id", "The last admin key can't be revoked; make another one first.", FaultKind.Taken));
                }

                var row = await context.ApiKeys.SingleAsync(row => row.Id == id);
                row.RevokedMs = time.GetUtcNow().ToUnixTimeMilliseconds();
                return WriteResult.Done(key);
            },
            revoked => accounts.Change(snapshot => snapshot.Without(revoked)),
            cancellationToken);

    /// <summary>Writes down when keys were last used.</summary>
    internal Task RecordUseAsync(IReadOnlyDictionary<long, long> lastUsedMs, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                var ids = lastUsedMs.Keys.ToList();
                foreach (var row in await context.ApiKeys.Where(row => ids.Contains(row.Id)).ToListAsync())
                {
                    row.LastUsedMs = lastUsedMs[row.Id];
                }

                return WriteResult.Done(lastUsedMs);
            },
            used => accounts.Change(snapshot => used.Aggregate(snapshot, (next, use) => next.WithUse(use.Key, use.Value))),
            cancellationToken);
}
