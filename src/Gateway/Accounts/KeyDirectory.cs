using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>The API keys: reads from a snapshot, writes through the one writer.</summary>
public sealed class KeyDirectory(ConfigurationWriter writer, TimeProvider time)
{
    private volatile KeySnapshot _current = KeySnapshot.Empty;

    /// <summary>The keys now. Reading takes no lock.</summary>
    public KeySnapshot Current => _current;

    /// <summary>Makes a random key for the same user as the caller's.</summary>
    public Task<WriteResult<NewApiKey>> CreateAsync(
        ApiKey caller,
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
                var row = ToRow(caller.AccountId, caller.UserId, name, role, token);
                context.ApiKeys.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(new NewApiKey(ToKey(row, caller.Username), token));
            },
            made => _current = new KeySnapshot(_current.All.Append(made.Key)),
            cancellationToken);
    }

    /// <summary>Ends a key at once; refused for an account's last admin key.</summary>
    public Task<WriteResult<ApiKey>> RevokeAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                if (_current.Find(accountId, id) is not { } key)
                {
                    return WriteResult.NotFound<ApiKey>();
                }

                if (key.Role == KeyRole.Admin
                    && _current.All.Count(other => other.AccountId == accountId && other.Role == KeyRole.Admin) == 1)
                {
                    return WriteResult.Refused<ApiKey>(
                        new Fault("id", "The last admin key can't be revoked; make another one first.", FaultKind.Taken));
                }

                var row = await context.ApiKeys.SingleAsync(row => row.Id == id);
                row.RevokedMs = time.GetUtcNow().ToUnixTimeMilliseconds();
                return WriteResult.Done(key);
            },
            revoked => _current = new KeySnapshot(_current.All.Where(key => key.Id != revoked.Id)),
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
            used => _current = new KeySnapshot(_current.All.Select(
                key => used.TryGetValue(key.Id, out var ms) ? key with { LastUsedMs = ms } : key)),
            cancellationToken);

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.ApiKeys.AsNoTracking()
            .Where(row => row.RevokedMs == null)
            .Join(context.Users, row => row.UserId, user => user.Id, (row, user) => new { row, user.Username })
            .ToListAsync(cancellationToken);
        _current = new KeySnapshot(rows.Select(pair => ToKey(pair.row, pair.Username)));
    }

    /// <summary>A row for a key; the token itself does not go into it.</summary>
    internal ApiKeyRow ToRow(long accountId, long userId, string name, KeyRole role, string token) => new()
    {
        AccountId = accountId,
        UserId = userId,
        Name = name,
        Role = role.ToName(),
        Prefix = KeyTokens.Prefix(token),
        Hash = KeyTokens.Hash(token),
        CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static ApiKey ToKey(ApiKeyRow row, string username) => new(
        row.Id,
        row.AccountId,
        row.UserId,
        username,
        row.Name,
        KeyRoleNames.TryParse(row.Role, out var role) ? role : KeyRole.Reader,
        row.Prefix,
        row.Hash,
        row.CreatedMs,
        row.LastUsedMs);
}
