using Gateway.Geo.Landmarks.Regions;
using Gateway.Geo.Trees;

namespace Gateway.Geo.Landmarks;

/// <summary>
/// Scratch memory and answer of a query. Belongs to one reader thread, and serves any number of queries on any
/// <see cref="LandmarkIndex"/>; once its buffers have grown to the largest answer, queries allocate nothing.
/// </summary>
public sealed class LandmarkQuery
{
    private Landmark[] _hits = new Landmark[8];
    private LandmarkProximity[] _nearby = [];
    private int[] _found = new int[8];
    private Near[] _near = [];
    private int _hitCount;
    private int _nearbyCount;
    private int _foundCount;
    private int _nearCount;
    private bool _lists;
    private double _reach;

    // Regions that found nothing within reach answer the reach, give or take its last digits.
    private double _nearer;

    /// <summary>Landmarks that hold the position of the last query, by ascending id. Valid until the next query.</summary>
    public ReadOnlySpan<Landmark> Hits => _hits.AsSpan(0, _hitCount);

    /// <summary>
    /// After <see cref="LandmarkIndex.QueryNear"/>: the hits, and the landmarks whose boundary is within reach, by
    /// ascending id. Empty after other queries. Valid until the next query.
    /// </summary>
    public ReadOnlySpan<LandmarkProximity> Nearby => _nearby.AsSpan(0, _nearbyCount);

    /// <summary>
    /// How far around the last query's position the answer stays the same; see
    /// <see cref="LandmarkIndex.Query(double, double, double, LandmarkQuery)"/>.
    /// </summary>
    public LandmarkClearance Clearance { get; internal set; }

    internal TreeSearch Tree { get; } = new();

    /// <summary>Least distance in metres to a boundary among those tested.</summary>
    internal double NearestMetres { get; private set; }

    internal void Begin(bool lists, double reachMetres)
    {
        // Answers of an older query must not keep landmarks of an older snapshot alive.
        Array.Clear(_hits, 0, _hitCount);
        Array.Clear(_nearby, 0, _nearbyCount);
        (_hitCount, _nearbyCount, _foundCount, _nearCount) = (0, 0, 0, 0);
        (_lists, _reach) = (lists, reachMetres);
        _nearer = reachMetres * (1 - 1e-9);
        NearestMetres = double.PositiveInfinity;
    }

    internal void Test(in IndexEntry entry, double latitude, double longitude)
    {
        if (entry.Box.Box.Contains(latitude, longitude)
            && entry.Region.Contains(latitude, longitude + entry.Box.Shift))
        {
            AddFound(entry.Ordinal);
        }
    }

    internal void Measure(in IndexEntry entry, double latitude, double longitude, in LocalMetric metric)
    {
        var holds = entry.Box.Box.Contains(latitude, longitude);
        if (!holds && !_lists)
        {
            NearestMetres = Math.Min(NearestMetres, metric.MetresTo(entry.Box.Box, latitude, longitude));
            return;
        }

        var inside = entry.Region.Contains(latitude, longitude + entry.Box.Shift, metric, out var metres);
        NearestMetres = Math.Min(NearestMetres, metres);
        if (inside && holds)
        {
            AddFound(entry.Ordinal);
        }

        if (_lists && ((inside && holds) || metres < _nearer))
        {
            AddNear(new Near(entry.Ordinal, inside && holds, Math.Min(metres, _reach)));
        }
    }

    internal int Publish(Landmark[] landmarks)
    {
        if (_foundCount > 1)
        {
            _found.AsSpan(0, _foundCount).Sort();
        }

        if (_foundCount > _hits.Length)
        {
            _hits = new Landmark[_foundCount * 2];
        }

        for (var i = 0; i < _foundCount; i++)
        {
            // Two regions of one landmark, or two boxes of a region, may find it twice.
            if (i == 0 || _found[i] != _found[i - 1])
            {
                _hits[_hitCount++] = landmarks[_found[i]];
            }
        }

        if (_nearCount > 0)
        {
            PublishNearby(landmarks);
        }

        return _hitCount;
    }

    private void PublishNearby(Landmark[] landmarks)
    {
        var near = _near.AsSpan(0, _nearCount);
        near.Sort(static (left, right) => left.Ordinal.CompareTo(right.Ordinal));
        if (_nearby.Length < near.Length)
        {
            _nearby = new LandmarkProximity[_near.Length];
        }

        for (var i = 0; i < near.Length; i++)
        {
            var (ordinal, inside, metres) = near[i];
            if (i > 0 && near[i - 1].Ordinal == ordinal)
            {
                ref var last = ref _nearby[_nearbyCount - 1];
                last = last with
                {
                    Inside = last.Inside || inside,
                    BoundaryMetres = Math.Min(last.BoundaryMetres, metres),
                };
                continue;
            }

            _nearby[_nearbyCount++] = new LandmarkProximity(landmarks[ordinal], inside, metres);
        }
    }

    private void AddFound(int ordinal)
    {
        if (_foundCount == _found.Length)
        {
            Array.Resize(ref _found, _foundCount * 2);
        }

        _found[_foundCount++] = ordinal;
    }

    private void AddNear(Near near)
    {
        if (_nearCount == _near.Length)
        {
            Array.Resize(ref _near, Math.Max(8, _nearCount * 2));
        }

        _near[_nearCount++] = near;
    }

    private readonly record struct Near(int Ordinal, bool Inside, double Metres);
}
