using System.Diagnostics.CodeAnalysis;

namespace Gateway.Configuration.Snapshots;

/// <summary>
/// An immutable map from ids of one growing sequence, read by index. A change copies one chunk and the list of chunks:
/// some microseconds with a million entries.
/// </summary>
internal sealed class IdMap<T>
    where T : class
{
    private const int ChunkSize = 512;

    /// <summary>The list of chunks grows with the highest id; ids come one by one from the database.</summary>
    private const long MaxId = int.MaxValue;

    private readonly T?[]?[] _chunks;

    private IdMap(T?[]?[] chunks, int count)
    {
        _chunks = chunks;
        Count = count;
    }

    [SuppressMessage("Design", "CA1000", Justification = "Internal.")]
    public static IdMap<T> Empty { get; } = new([], 0);

    public int Count { get; }

    public T? Find(long id)
    {
        if (id < 0 || id >= (long)_chunks.Length * ChunkSize)
        {
            return null;
        }

        return _chunks[id / ChunkSize]?[id % ChunkSize];
    }

    /// <summary>Entries with a higher id, ascending.</summary>
    public IEnumerable<T> After(long id)
    {
        var first = Math.Max(0, id + 1);
        for (var index = first / ChunkSize; index < _chunks.Length; index++)
        {
            if (_chunks[index] is not { } chunk)
            {
                continue;
            }

            for (var slot = index * ChunkSize < first ? first % ChunkSize : 0; slot < ChunkSize; slot++)
            {
                if (chunk[slot] is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>With entries put in or, where null, taken out.</summary>
    public IdMap<T> With(IReadOnlyCollection<KeyValuePair<long, T?>> changes)
    {
        var highest = changes.Count == 0 ? -1 : changes.Max(change => change.Key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highest, MaxId);
        var chunks = new T?[]?[(int)Math.Max(_chunks.Length, (highest / ChunkSize) + 1)];
        _chunks.CopyTo(chunks, 0);
        var count = Count;
        foreach (var (id, entry) in changes)
        {
            ref var chunk = ref chunks[id / ChunkSize];
            if (chunk is null)
            {
                chunk = new T?[ChunkSize];
            }
            else if (id / ChunkSize < _chunks.Length && ReferenceEquals(chunk, _chunks[id / ChunkSize]))
            {
                chunk = (T?[])chunk.Clone();
            }

            ref var slot = ref chunk[id % ChunkSize];
            count += (entry is null ? 0 : 1) - (slot is null ? 0 : 1);
            slot = entry;
        }

        return new IdMap<T>(chunks, count);
    }
}
