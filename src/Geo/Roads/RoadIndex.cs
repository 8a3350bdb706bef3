using Gateway.Geo.Trees;

namespace Gateway.Geo.Roads;

/// <summary>
/// The roads of an account, searchable by place and heading. Immutable; any number of threads may match, each with a
/// <see cref="RoadQuery"/> of its own. About 21 bytes a segment, 24 a way, and each name once.
/// </summary>
public sealed class RoadIndex
{
    private const int SegmentBytes = 20;
    private const int WayBytes = 24;

    private readonly RoadSegment[] _segments;
    private readonly RoadWay[] _ways;
    private readonly string[] _names;
    private readonly PackedTree _tree;

    /// <param name="segments">In the order of a space-filling curve.</param>
    /// <param name="ways">What the segments' ways say.</param>
    /// <param name="names">The names that the ways say; the first is empty, for none.</param>
    internal RoadIndex(RoadSegment[] segments, RoadWay[] ways, string[] names)
    {
        (_segments, _ways, _names) = (segments, ways, names);
        var boxes = new GridBox[(segments.Length + PackedTree.NodeSize - 1) / PackedTree.NodeSize];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = GridBox.Empty;
            foreach (ref readonly var segment in Group(i))
            {
                boxes[i] = boxes[i].And(segment.Box);
            }
        }

        _tree = new PackedTree(boxes);
    }

    public int WayCount => _ways.Length;

    public int SegmentCount => _segments.Length;

    /// <summary>Bytes in memory, names counted at two a letter.</summary>
    public long Bytes =>
        ((long)_segments.Length * SegmentBytes) + ((long)_ways.Length * WayBytes) + _tree.Bytes
        + _names.Sum(static name => 24L + (2 * name.Length));

    internal RoadSegment[] Segments => _segments;

    internal RoadWay[] Ways => _ways;

    internal string[] Names => _names;

    /// <summary>The road that the fix is on, with the other candidates in the query; null where none is near.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a position.</exception>
    public RoadMatch? Match(in RoadFix fix, RoadQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!GeoPoint.IsValidPosition(fix.Latitude, fix.Longitude))
        {
            throw new ArgumentOutOfRangeException(nameof(fix), $"({fix.Latitude}, {fix.Longitude}) is not a position.");
        }

        query.Begin();
        var scale = new RoadScorer(fix);
        var (width, height) = scale.ReachDegrees;
        for (var turn = -360.0; turn <= 360; turn += 360)
        {
            var x = fix.Longitude + turn;
            if (x + width >= -180 && x - width <= 180)
            {
                var box = GridBox.Of(x - width, fix.Latitude - height, x + width, fix.Latitude + height);
                foreach (var group in _tree.Search(box, query.Tree))
                {
                    foreach (ref readonly var segment in Group(group))
                    {
                        Test(segment, x, scale, query);
                    }
                }
            }
        }

        query.Sort();
        return scale.Decide(query.Candidates);
    }

    private void Test(in RoadSegment segment, double longitude, in RoadScorer scorer, RoadQuery query)
    {
        var metres = scorer.DistanceMetres(segment, longitude, out var bearing);
        if (metres > scorer.ReachMetres)
        {
            return;
        }

        ref readonly var way = ref _ways[segment.Way];
        if (scorer.TryScore(way, metres, bearing, out var score, out var difference, out var limit))
        {
            query.Add(new RoadCandidate(
                segment.Way,
                way.Id == RoadWay.NoId ? null : way.Id,
                way.Name == 0 ? null : _names[way.Name],
                limit,
                way.Source,
                metres,
                difference,
                score));
        }
    }

    private ReadOnlySpan<RoadSegment> Group(int group)
    {
        var start = group * PackedTree.NodeSize;
        return _segments.AsSpan(start, Math.Min(PackedTree.NodeSize, _segments.Length - start));
    }
}
