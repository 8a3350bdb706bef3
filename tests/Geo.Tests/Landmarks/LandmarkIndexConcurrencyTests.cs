using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class LandmarkIndexConcurrencyTests
{
    [Fact]
    public void Threads_with_a_scratch_each_get_the_answers_of_one_thread()
    {
        var random = new Random(5);
        var shapes = Enumerable.Range(0, 500).Select(i => i % 2 == 0
            ? Shapes.Circle(random.NextDouble(), random.NextDouble(), 10_000 * random.NextDouble() + 1)
            : Shapes.Box(0.9 * random.NextDouble() - 0.1, 0.9 * random.NextDouble() - 0.1, 0.9, 0.9)).ToArray();
        var positions = Enumerable.Range(0, 2_000).Select(_ => (random.NextDouble(), random.NextDouble())).ToArray();
        var expected = Answers(Shapes.Index(shapes), positions);

        // A new index, so that its very first queries come from all threads at once.
        var index = Shapes.Index(shapes);
        var answers = new long[4][];
        using var start = new Barrier(answers.Length);
        var threads = Enumerable.Range(0, answers.Length).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            answers[i] = Answers(index, positions);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.True(expected.Length > positions.Length);
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    private static long[] Answers(LandmarkIndex index, (double Lat, double Lon)[] positions)
    {
        var query = new LandmarkQuery();
        var ids = new List<long>();
        foreach (var (lat, lon) in positions)
        {
            index.Query(lat, lon, 1_000, query);
            ids.AddRange(query.Ids());
            ids.Add(-1);
        }

        return [.. ids];
    }
}
