using Gateway.Geo.Landmarks.Regions;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;

namespace Gateway.Geo.Landmarks;

/// <summary>
/// Scratch memory and answer of a query. Belongs to one reader thread, and serves any number of queries on any
/// <see cref="LandmarkIndex"/>; once its buffers have grown to the largest answer, queries allocate nothing.
/// </summary>
public sealed class LandmarkQuery
{
    private readonly Visitor _visitor = new();
    private readonly Envelope _envelope = new();
    private Landmark[] _hits = new Landmark[8];
    private int _count;

    /// <summary>Landmarks that hold the position of the last query, by ascending id. Valid until the next query.</summary>
    public ReadOnlySpan<Landmark> Hits => _hits.AsSpan(0, _count);

    /// <summary>
    /// How far around the last query's position the answer stays the same; see
    /// <see cref="LandmarkIndex.Query(double, double, double, LandmarkQuery)"/>.
    /// </summary>
    public LandmarkClearance Clearance { get; internal set; }

    internal Envelope Envelope => _envelope;

    internal Visitor Candidates => _visitor;

    internal int Publish(Landmark[] landmarks)
    {
        // Hits of an older query must not keep landmarks of an older snapshot alive.
        Array.Clear(_hits, 0, _count);
        var found = _visitor.SortedDistinct();
        if (found.Length > _hits.Length)
        {
            _hits = new Landmark[found.Length * 2];
        }

        for (var i = 0; i < found.Length; i++)
        {
            _hits[i] = landmarks[found[i]];
        }

        _count = found.Length;
        return _count;
    }

    /// <summary>Tests the tree's candidates; collects the places of the landmarks that hold the position.</summary>
    internal sealed class Visitor : IItemVisitor<int>
    {
        private int[] _found = new int[8];
        private int _count;
        private IndexEntry[] _entries = [];
        private double _latitude;
        private double _longitude;
        private bool _measures;
        private LocalMetric _metric;

        /// <summary>Least distance in metres to a boundary among the candidates so far.</summary>
        public double NearestMetres { get; private set; }

        public void Begin(IndexEntry[] entries)
        {
            _entries = entries;
            _count = 0;
            NearestMetres = double.PositiveInfinity;
        }

        public void End() => _entries = [];

        public void At(double latitude, double longitude)
        {
            _latitude = latitude;
            _longitude = longitude;
            _measures = false;
        }

        public void At(double latitude, double longitude, in LocalMetric metric)
        {
            _latitude = latitude;
            _longitude = longitude;
            _measures = true;
            _metric = metric;
        }

        public void VisitItem(int item)
        {
            ref readonly var entry = ref _entries[item];
            var inside = false;
            if (entry.Box.Box.Contains(_latitude, _longitude))
            {
                inside = Test(entry);
            }
            else if (_measures)
            {
                NearestMetres = Math.Min(NearestMetres, _metric.MetresTo(entry.Box.Box, _latitude, _longitude));
            }

            if (inside)
            {
                if (_count == _found.Length)
                {
                    Array.Resize(ref _found, _count * 2);
                }

                _found[_count++] = entry.Ordinal;
            }
        }

        public ReadOnlySpan<int> SortedDistinct()
        {
            // Two regions of one landmark, or a shifted search, may find it twice.
            var found = _found.AsSpan(0, _count);
            found.Sort();
            var distinct = 0;
            for (var i = 0; i < found.Length; i++)
            {
                if (i == 0 || found[i] != found[i - 1])
                {
                    found[distinct++] = found[i];
                }
            }

            return found[..distinct];
        }

        private bool Test(in IndexEntry entry)
        {
            var longitude = _longitude + entry.Box.Shift;
            if (!_measures)
            {
                return entry.Region.Contains(_latitude, longitude);
            }

            var inside = entry.Region.Contains(_latitude, longitude, _metric, out var metres);
            NearestMetres = Math.Min(NearestMetres, metres);
            return inside;
        }
    }
}
