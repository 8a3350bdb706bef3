using System.Numerics;

namespace DeviceSimulator.Fleet.Loops;

/// <summary>
/// Log-linear histogram of microseconds: 64 equal buckets in every power of two, so a quantile is right within 1.6 %;
/// below 128 µs it is exact, above 71 minutes everything counts as that. Recording allocates nothing. One writer.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;
    private const int Octaves = 32 - SubBits;
    private readonly long[] _counts = new long[(Octaves + 1) * SubBuckets];

    public long Count { get; private set; }

    /// <summary>The largest value recorded, exact.</summary>
    public long MaxMicroseconds { get; private set; }

    public void Record(long microseconds)
    {
        var value = (uint)Math.Clamp(microseconds, 0, uint.MaxValue);
        _counts[Bucket(value)]++;
        Count++;
        MaxMicroseconds = Math.Max(MaxMicroseconds, microseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        MaxMicroseconds = Math.Max(MaxMicroseconds, other.MaxMicroseconds);
    }

    /// <summary>The value that a share of all samples does not exceed, in microseconds; null without samples.</summary>
    public long? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var bucket = 0;
        for (long seen = _counts[0]; seen < rank; seen += _counts[bucket])
        {
            bucket++;
        }

        return Math.Min(UpperBound(bucket), MaxMicroseconds);
    }

    private static int Bucket(uint value)
    {
        var shift = Math.Max(0, BitOperations.Log2(value | 1) - SubBits);
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long UpperBound(int bucket)
    {
        if (bucket < 2 * SubBuckets)
        {
            return bucket;
        }

        var shift = (bucket >> SubBits) - 1;
        var top = (long)(bucket - (shift << SubBits));
        return ((top + 1) << shift) - 1;
    }
}
