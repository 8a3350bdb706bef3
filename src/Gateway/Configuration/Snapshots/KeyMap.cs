using System.Diagnostics.CodeAnalysis;

namespace Gateway.Configuration.Snapshots;

/// <summary>
/// An immutable hash map in shards. A change copies the shards that it touches and the list of shards: some tens of
/// microseconds with a million entries.
/// </summary>
internal sealed class KeyMap<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private const int ShardCount = 4096;

    private readonly Dictionary<TKey, TValue>?[] _shards;
    private readonly IEqualityComparer<TKey> _comparer;

    private KeyMap(Dictionary<TKey, TValue>?[] shards, IEqualityComparer<TKey> comparer)
    {
        _shards = shards;
        _comparer = comparer;
    }

    [SuppressMessage("Design", "CA1000", Justification = "Internal.")]
    public static KeyMap<TKey, TValue> Create(IEqualityComparer<TKey> comparer) =>
        new(new Dictionary<TKey, TValue>?[ShardCount], comparer);

    public TValue? Find(TKey key) => _shards[ShardOf(key)]?.GetValueOrDefault(key);

    /// <summary>With entries put in or, where null, taken out; in the order given.</summary>
    public KeyMap<TKey, TValue> With(IEnumerable<KeyValuePair<TKey, TValue?>> changes)
    {
        var shards = (Dictionary<TKey, TValue>?[])_shards.Clone();
        foreach (var (key, value) in changes)
        {
            var index = ShardOf(key);
            ref var shard = ref shards[index];
            if (shard is null)
            {
                shard = new Dictionary<TKey, TValue>(_comparer);
            }
            else if (ReferenceEquals(shard, _shards[index]))
            {
                shard = new Dictionary<TKey, TValue>(shard, _comparer);
            }

            if (value is null)
            {
                shard.Remove(key);
            }
            else
            {
                shard[key] = value;
            }
        }

        return new KeyMap<TKey, TValue>(shards, _comparer);
    }

    private int ShardOf(TKey key)
    {
        // Shard and bucket must not come from the same bits, or each shard fills few of its buckets.
        var hash = (uint)_comparer.GetHashCode(key) * 0x9E3779B1u;
        return (int)(hash >> 20);
    }
}
