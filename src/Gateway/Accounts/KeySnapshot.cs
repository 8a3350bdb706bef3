using System.Collections.Frozen;

namespace Gateway.Accounts;

/// <summary>All keys that are not revoked, at one moment. Immutable; swapped whole.</summary>
public sealed class KeySnapshot
{
    private readonly FrozenDictionary<string, ApiKey> _byHash;

    public KeySnapshot(IEnumerable<ApiKey> keys) => _byHash = keys.ToFrozenDictionary(key => key.Hash, StringComparer.Ordinal);

    public static KeySnapshot Empty { get; } = new([]);

    public IReadOnlyCollection<ApiKey> All => _byHash.Values;

    /// <summary>
    /// The key with that token, or null. What is compared are hashes, so timing tells nothing about a key.
    /// </summary>
    public ApiKey? FindByToken(string token) =>
        token.Length is > 0 and <= KeyTokens.MaxLength ? _byHash.GetValueOrDefault(KeyTokens.Hash(token)) : null;

    public ApiKey? Find(long accountId, long id) => All.FirstOrDefault(key => key.Id == id && key.AccountId == accountId);
}
