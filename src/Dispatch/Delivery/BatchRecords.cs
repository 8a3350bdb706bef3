using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Delivery;

/// <summary>Copies of the event records of one batch, in its order.</summary>
internal sealed class BatchRecords : IDisposable
{
    private readonly PooledBuffer _bytes = new();
    private readonly List<(MessageKey Key, int End)> _entries = [];

    public int Count => _entries.Count;

    public void Clear()
    {
        _bytes.Clear();
        _entries.Clear();
    }

    public void Add(MessageKey key, ReadOnlySpan<byte> record)
    {
        _bytes.Write(record);
        _entries.Add((key, _bytes.Length));
    }

    /// <summary>One of them; valid until the next change.</summary>
    public ReadOnlySpan<byte> Get(int index, out MessageKey key)
    {
        (key, var end) = _entries[index];
        return _bytes.Span[(index == 0 ? 0 : _entries[index - 1].End)..end];
    }

    /// <summary>Forgets them, and gives memory back that is larger than that.</summary>
    public void Trim(int most)
    {
        Clear();
        _bytes.Trim(most);
    }

    public void Dispose() => _bytes.Dispose();
}
