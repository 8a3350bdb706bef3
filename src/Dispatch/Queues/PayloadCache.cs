using System.Buffers;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// The most recent events of one partition, so that sending them need not read the journal. Bounded in bytes; the oldest
/// segment makes room for the newest. Added by one thread in order of position, read by any.
/// </summary>
internal sealed class PayloadCache
{
    private const int SegmentBytes = 1 << 18;

    private readonly Lock _gate = new();
    private readonly List<PayloadSegment> _segments = [];
    private readonly int _maxSegments;

    public PayloadCache(long maxBytes) => _maxSegments = (int)Math.Min(maxBytes / SegmentBytes, int.MaxValue);

    public void Add(long position, ReadOnlySpan<byte> record)
    {
        if (record.Length > SegmentBytes || _maxSegments == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_segments.Count == 0 || !_segments[^1].TryAdd(position, record))
            {
                NextSegment().TryAdd(position, record);
            }
        }
    }

    /// <summary>Copies a record to <paramref name="destination"/>; false where it is not held any more.</summary>
    public bool TryCopy(long position, IBufferWriter<byte> destination)
    {
        lock (_gate)
        {
            var record = Find(position);
            destination.Write(record);
            return !record.IsEmpty;
        }
    }

    private ReadOnlySpan<byte> Find(long position)
    {
        int low = 0, high = _segments.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _segments[middle].FirstPosition <= position ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? default : _segments[low - 1].Find(position);
    }

    private PayloadSegment NextSegment()
    {
        PayloadSegment next;
        if (_segments.Count < _maxSegments)
        {
            next = new PayloadSegment(SegmentBytes);
        }
        else
        {
            next = _segments[0];
            _segments.RemoveAt(0);
            next.Clear();
        }

        _segments.Add(next);
        return next;
    }
}
