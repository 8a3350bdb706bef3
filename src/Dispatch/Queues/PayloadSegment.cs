namespace Gateway.Dispatch.Queues;

/// <summary>A piece of a <see cref="PayloadCache"/>: records in order of their position.</summary>
internal sealed class PayloadSegment(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private readonly List<(long Position, int Start)> _records = [];
    private int _length;

    public long FirstPosition => _records.Count > 0 ? _records[0].Position : long.MaxValue;

    public bool TryAdd(long position, ReadOnlySpan<byte> record)
    {
        if (_bytes.Length - _length < record.Length)
        {
            return false;
        }

        record.CopyTo(_bytes.AsSpan(_length));
        _records.Add((position, _length));
        _length += record.Length;
        return true;
    }

    public ReadOnlySpan<byte> Find(long position)
    {
        int low = 0, high = _records.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (found, start) = _records[middle];
            if (found == position)
            {
                var end = middle + 1 < _records.Count ? _records[middle + 1].Start : _length;
                return _bytes.AsSpan(start, end - start);
            }

            (low, high) = found < position ? (middle + 1, high) : (low, middle - 1);
        }

        return default;
    }

    public void Clear()
    {
        _records.Clear();
        _length = 0;
    }
}
