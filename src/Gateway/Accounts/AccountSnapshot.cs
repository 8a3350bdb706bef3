using System.Collections.Immutable;

namespace Gateway.Accounts;

/// <summary>
/// All accounts, their users, and the keys that are not revoked, at one moment: a key is never seen with the user or the
/// account of another moment. Immutable; swapped whole, and a change shares most of it with the one before.
/// </summary>
public sealed class AccountSnapshot
{
    private readonly ImmutableSortedDictionary<long, Account> _accounts;
    private readonly ImmutableSortedDictionary<long, User> _users;
    private readonly ImmutableSortedDictionary<long, ApiKey> _keys;
    private readonly ImmutableDictionary<string, User> _byUsername;
    private readonly ImmutableDictionary<string, ApiKey> _byHash;

    private AccountSnapshot(
        ImmutableSortedDictionary<long, Account> accounts,
        ImmutableSortedDictionary<long, User> users,
        ImmutableSortedDictionary<long, ApiKey> keys,
        ImmutableDictionary<string, User> byUsername,
        ImmutableDictionary<string, ApiKey> byHash)
    {
        _accounts = accounts;
        _users = users;
        _keys = keys;
        _byUsername = byUsername;
        _byHash = byHash;
    }

    public static AccountSnapshot Empty { get; } = new(
        ImmutableSortedDictionary<long, Account>.Empty,
        ImmutableSortedDictionary<long, User>.Empty,
        ImmutableSortedDictionary<long, ApiKey>.Empty,
        ImmutableDictionary.Create<string, User>(StringComparer.OrdinalIgnoreCase),
        ImmutableDictionary.Create<string, ApiKey>(StringComparer.Ordinal));

    /// <summary>By ascending id.</summary>
    public IEnumerable<Account> Accounts => _accounts.Values;

    public Account? FindAccount(long id) => _accounts.GetValueOrDefault(id);

    /// <summary>An account's users, by ascending id.</summary>
    public IEnumerable<User> UsersOf(long accountId) => _users.Values.Where(user => user.AccountId == accountId);

    public User? FindUser(long accountId, long id) =>
        _users.GetValueOrDefault(id) is { } user && user.AccountId == accountId ? user : null;

    /// <summary>The user of that name, of whichever account.</summary>
    public User? FindUser(string username) => _byUsername.GetValueOrDefault(username);

    /// <summary>An account's keys, by ascending id.</summary>
    public IEnumerable<ApiKey> KeysOf(long accountId) =>
        _keys.Values.Where(key => key.AccountId == accountId).Select(Bounded);

    public ApiKey? FindKey(long accountId, long id) =>
        _keys.GetValueOrDefault(id) is { } key && key.AccountId == accountId ? Bounded(key) : null;

    /// <summary>
    /// The key with that token, or null. What is compared are hashes, so timing tells nothing about a key.
    /// </summary>
    public ApiKey? FindByToken(string token) => token.Length is > 0 and <= KeyTokens.MaxLength
        && _byHash.TryGetValue(KeyTokens.Hash(token), out var key) ? Bounded(key) : null;

    public bool IsSuspended(long accountId) => FindAccount(accountId) is not { IsSuspended: false };

    /// <summary>Whether anyone is left who can make users and keys in the account.</summary>
    public bool HasAdminKey(long accountId) => KeysOf(accountId).Any(key => key.Role == KeyRole.Admin);

    internal AccountSnapshot With(Account account) =>
        new(_accounts.SetItem(account.Id, account), _users, _keys, _byUsername, _byHash);

    internal AccountSnapshot With(User user) =>
        new(_accounts, _users.SetItem(user.Id, user), _keys, _byUsername.SetItem(user.Username, user), _byHash);

    /// <summary>With a key; its role is the one that it was made with.</summary>
    internal AccountSnapshot With(ApiKey key) =>
        new(_accounts, _users, _keys.SetItem(key.Id, key), _byUsername, _byHash.SetItem(key.Hash, key));

    /// <summary>With the last use of a key, where it is still there.</summary>
    internal AccountSnapshot WithUse(long keyId, long lastUsedMs) =>
        _keys.TryGetValue(keyId, out var key) ? With(key with { LastUsedMs = lastUsedMs }) : this;

    internal AccountSnapshot Without(ApiKey key) =>
        new(_accounts, _users, _keys.Remove(key.Id), _byUsername, _byHash.Remove(key.Hash));

    /// <summary>Without a user and its keys.</summary>
    internal AccountSnapshot Without(User user)
    {
        var keys = _keys.Values.Where(key => key.UserId == user.Id).ToList();
        return new AccountSnapshot(
            _accounts,
            _users.Remove(user.Id),
            _keys.RemoveRange(keys.Select(key => key.Id)),
            _byUsername.Remove(user.Username),
            _byHash.RemoveRange(keys.Select(key => key.Hash)));
    }

    private ApiKey Bounded(ApiKey key) =>
        _users.TryGetValue(key.UserId, out var user) && user.Role < key.Role ? key with { Role = user.Role } : key;
}
