using DeviceSimulator.Fleet.Loops;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Loops;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_within_the_stated_precision()
    {
        var histogram = new LatencyHistogram();
        var random = new Random(11);
        var samples = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 20)).ToArray();
        foreach (var sample in samples)
        {
            histogram.Record(sample);
        }

        Array.Sort(samples);
        foreach (var share in new[] { 0.0001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0 })
        {
            var exact = samples[(int)Math.Ceiling(share * samples.Length) - 1];
            Assert.InRange(histogram.Quantile(share)!.Value, exact, exact + (exact * 0.016));
        }

        Assert.Equal(samples[^1], histogram.MaxMicroseconds);
    }

    [Fact]
    public void Small_values_are_exact_and_extremes_do_not_break_it()
    {
        for (var value = 0; value < 128; value++)
        {
            var histogram = new LatencyHistogram();
            histogram.Record(value);
            histogram.Record(1_000_000);
            Assert.Equal(value, histogram.Quantile(0.5));
        }

        var extreme = new LatencyHistogram();
        Assert.Null(extreme.Quantile(0.5));
        extreme.Record(long.MaxValue);
        extreme.Record(-5);
        Assert.Equal(2, extreme.Count);
        Assert.Equal(0, extreme.Quantile(0.5));
        Assert.Equal(uint.MaxValue, extreme.Quantile(1));
    }

    [Fact]
    public void Added_histograms_count_together()
    {
        LatencyHistogram a = new(), b = new();
        a.Record(10);
        b.Record(100);
        b.Record(120);
        a.Add(b);
        Assert.Equal(3, a.Count);
        Assert.Equal(100, a.Quantile(0.5));
        Assert.Equal(120, a.MaxMicroseconds);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        var histogram = new LatencyHistogram();
        Allocation.AssertNone(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                histogram.Record(i * 37);
            }
        });
    }
}
