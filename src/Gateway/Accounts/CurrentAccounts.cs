using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>Holds the accounts, users and keys of now. Reading takes no lock.</summary>
public sealed class CurrentAccounts
{
    private volatile AccountSnapshot _snapshot = AccountSnapshot.Empty;

    public AccountSnapshot Snapshot => _snapshot;

    /// <summary>Whether the key is still good: not revoked, its account not suspended. For answers that take long.</summary>
    public bool IsGood(ApiKey key)
    {
        var snapshot = _snapshot;
        return snapshot.FindKey(key.AccountId, key.Id) is not null && !snapshot.IsSuspended(key.AccountId);
    }

    /// <summary>Called by the writer only, so one at a time.</summary>
    internal void Change(Func<AccountSnapshot, AccountSnapshot> change) => _snapshot = change(_snapshot);

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var snapshot = AccountSnapshot.Empty;
        foreach (var row in await context.Accounts.AsNoTracking().ToListAsync(cancellationToken))
        {
            snapshot = snapshot.With(row.ToAccount());
        }

        var usernames = new Dictionary<long, string>();
        foreach (var row in await context.Users.AsNoTracking()
            .Where(row => row.DeletedMs == null).ToListAsync(cancellationToken))
        {
            snapshot = snapshot.With(row.ToUser());
            usernames[row.Id] = row.Username;
        }

        foreach (var row in await context.ApiKeys.AsNoTracking()
            .Where(row => row.RevokedMs == null).ToListAsync(cancellationToken))
        {
            // A deletion revokes the user's keys in the same transaction; a key without a user would open nothing anyway.
            if (usernames.TryGetValue(row.UserId, out var username))
            {
                snapshot = snapshot.With(row.ToKey(username));
            }
        }

        _snapshot = snapshot;
    }
}
