using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Warmed up, the hot path allocates nothing.</summary>
public sealed class LandmarkIndexAllocationTests
{
    private const int Queries = 20_000;

    [Theory]
    [InlineData(0)]
    [InlineData(3_000)]
    public void Queries_and_transitions_allocate_nothing(double horizonMetres)
    {
        var random = new Random(17);
        var shapes = Enumerable.Range(0, 2_000).Select(i => i % 3 == 0
            ? Shapes.Circle(33 + random.NextDouble(), -112 + random.NextDouble(), 500 + (random.NextDouble() * 2_000))
            : Box(33 + random.NextDouble(), -112 + random.NextDouble())).ToArray();
        var snapshot = LandmarkSnapshot.Create(shapes.Select((shape, i) => Shapes.Landmark(i + 1, shape)));
        var query = new LandmarkQuery();
        var inside = new long[256];
        var transitions = new LandmarkTransition[512];
        var warm = Drive(snapshot, query, horizonMetres, inside, transitions);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var counts = Drive(snapshot, query, horizonMetres, inside, transitions);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(warm.Hits, counts.Hits);
        Assert.True(counts.Hits > Queries / 10 && counts.Transitions > 100, $"{counts}");
    }

    [Fact]
    public void Segments_and_distances_allocate_nothing()
    {
        var random = new Random(17);
        var shapes = Enumerable.Range(0, 2_000).Select(i => i % 3 == 0
            ? Shapes.Circle(33 + random.NextDouble(), -112 + random.NextDouble(), 500 + (random.NextDouble() * 2_000))
            : Box(33 + random.NextDouble(), -112 + random.NextDouble())).ToArray();
        var index = Shapes.Index(shapes);
        var segments = new LandmarkSegmentQuery();
        var query = new LandmarkQuery();
        var warm = Drive(index, segments, query);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var counts = Drive(index, segments, query);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(warm, counts);
        Assert.True(counts.Crossings > Queries / 10 && counts.Nearby > Queries / 10, $"{counts}");
    }

    private static (long Crossings, long Nearby) Drive(
        LandmarkIndex index, LandmarkSegmentQuery segments, LandmarkQuery query)
    {
        long crossings = 0, nearby = 0;
        for (var i = 0; i < Queries; i++)
        {
            var latitude = 33.5 + (0.6 * Math.Sin(i / 300.0));
            var longitude = -111.5 + (0.6 * Math.Cos(i / 170.0));
            crossings += index.QuerySegment(latitude, longitude, latitude + 0.01, longitude + 0.01, segments);
            index.QueryNear(latitude, longitude, 300, query);
            nearby += query.Nearby.Length;
        }

        return (crossings, nearby);
    }

    private static LandmarkShape Box(double latitude, double longitude) =>
        Shapes.Box(longitude, latitude, longitude + 0.02, latitude + 0.02);

    private static (long Hits, long Transitions) Drive(
        LandmarkSnapshot snapshot,
        LandmarkQuery query,
        double horizonMetres,
        long[] inside,
        LandmarkTransition[] transitions)
    {
        long hits = 0, moved = 0;
        var count = 0;
        for (var i = 0; i < Queries; i++)
        {
            var latitude = 33.5 + (0.6 * Math.Sin(i / 300.0));
            var longitude = -111.5 + (0.6 * Math.Cos(i / 170.0));
            var index = snapshot.Find(1)!;
            hits += index.Query(latitude, longitude, horizonMetres, query);
            moved += LandmarkTransitions.Compare(inside.AsSpan(0, count), query.Hits, index, transitions);
            count = query.Hits.Length;
            for (var j = 0; j < count; j++)
            {
                inside[j] = query.Hits[j].Id;
            }
        }

        return (hits, moved);
    }
}
