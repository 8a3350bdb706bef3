using System.Collections.Frozen;
using Gateway.Vehicles.Timelines;

namespace Gateway.Configuration.Settings;

/// <summary>The settings of all accounts that have any of their own, at one moment. Immutable; swapped whole.</summary>
public sealed class AccountSettingsSnapshot
{
    /// <summary>
    /// So many versions of an account are kept: the reader needs those that records behind its checkpoint were received
    /// under.
    /// </summary>
    public const int KeptVersions = 32;

    private readonly FrozenDictionary<long, SettingsVersion[]> _accounts;

    private AccountSettingsSnapshot(IEnumerable<KeyValuePair<long, SettingsVersion[]>> accounts) =>
        _accounts = accounts.ToFrozenDictionary();

    public static AccountSettingsSnapshot Empty { get; } = new([]);

    /// <summary>Of all accounts, in any order.</summary>
    public static AccountSettingsSnapshot Of(IEnumerable<(long AccountId, SettingsVersion Version)> versions) => new(versions
        .GroupBy(version => version.AccountId, version => version.Version)
        .Select(group => KeyValuePair.Create(group.Key, Youngest(group))));

    /// <summary>The settings of now with the moment of the last change; null where nothing was ever changed.</summary>
    public SettingsVersion? Last(long accountId) => _accounts.TryGetValue(accountId, out var versions) ? versions[0] : null;

    /// <summary>The settings at a moment. Before the first version these are the defaults; before the oldest kept, that one.</summary>
    public MotionSettings At(long accountId, long ms)
    {
        if (!_accounts.TryGetValue(accountId, out var versions))
        {
            return MotionSettings.Default;
        }

        foreach (var version in versions)
        {
            if (version.ValidFromMs <= ms)
            {
                return version.Settings;
            }
        }

        return versions.Length < KeptVersions ? MotionSettings.Default : versions[^1].Settings;
    }

    public AccountSettingsSnapshot With(long accountId, SettingsVersion version) => new(_accounts
        .Where(account => account.Key != accountId)
        .Append(KeyValuePair.Create(
            accountId, Youngest(_accounts.GetValueOrDefault(accountId, []).Append(version)))));

    private static SettingsVersion[] Youngest(IEnumerable<SettingsVersion> versions) =>
        [.. versions.OrderByDescending(version => version.ValidFromMs).Take(KeptVersions)];
}
