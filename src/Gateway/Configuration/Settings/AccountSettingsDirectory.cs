using Gateway.Configuration.Store;
using Gateway.Vehicles.Timelines;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Settings;

/// <summary>The accounts' settings: reads from a snapshot, writes through the one writer.</summary>
public sealed partial class AccountSettingsDirectory(
    IDbContextFactory<GatewayDbContext> contexts,
    ConfigurationWriter writer,
    TimeProvider time,
    ILogger<AccountSettingsDirectory> logger) : IMotionSettings
{
    private volatile AccountSettingsSnapshot _current = AccountSettingsSnapshot.Empty;

    /// <summary>The settings now. Reading takes no lock.</summary>
    public AccountSettingsSnapshot Current => _current;

    /// <inheritdoc/>
    public MotionSettings Of(long accountId, long receivedMs) => _current.At(accountId, receivedMs);

    /// <summary>The account's name, or null.</summary>
    public async Task<string?> FindNameAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts.AsNoTracking().Where(row => row.Id == accountId).Select(row => row.Name)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// Changes an account's settings; <paramref name="change"/> sees the last ones and answers the new ones, or what is
    /// wrong. They hold for what is received from then on.
    /// </summary>
    public Task<WriteResult<MotionSettings>> UpdateAsync(
        long accountId, Func<MotionSettings, WriteResult<MotionSettings>> change, CancellationToken cancellationToken)
    {
        var version = default(SettingsVersion);
        return writer.WriteAsync(
            async context =>
            {
                var last = _current.Last(accountId);
                var before = last?.Settings ?? MotionSettings.Default;
                var changed = change(before);
                if (changed.Status != WriteStatus.Done || changed.Value == before)
                {
                    return changed;
                }

                // After the one before, also where the clock was put back.
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                version = new SettingsVersion(Math.Max(now, (last?.ValidFromMs ?? 0) + 1), changed.Value);
                await PruneAsync(context, accountId);
                context.AccountSettings.Add(new AccountSettingsRow
                {
                    AccountId = accountId,
                    ValidFromMs = version.ValidFromMs,
                    Values = SettingsText.Write(version.Settings),
                });
                return changed;
            },
            _ => _current = version is null ? _current : _current.With(accountId, version),
            cancellationToken);
    }

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.AccountSettings.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        _current = AccountSettingsSnapshot.Of(rows.ConvertAll(row =>
        {
            var settings = SettingsText.Read(row.Values, out var unknown);
            if (unknown.Count > 0)
            {
                LogUnknown(row.AccountId, string.Join(", ", unknown));
            }

            return (row.AccountId, new SettingsVersion(row.ValidFromMs, settings));
        }));
    }

    private static async Task PruneAsync(GatewayDbContext context, long accountId)
    {
        var surplus = await context.AccountSettings.Where(row => row.AccountId == accountId)
            .OrderByDescending(row => row.Id)
            .Skip(AccountSettingsSnapshot.KeptVersions - 1)
            .Select(row => row.Id)
            .FirstOrDefaultAsync();
        if (surplus > 0)
        {
            await context.AccountSettings.Where(row => row.AccountId == accountId && row.Id <= surplus).ExecuteDeleteAsync();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Settings of account {AccountId} that this version does not know have their default: {Names}")]
    private partial void LogUnknown(long accountId, string names);
}
