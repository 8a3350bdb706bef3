using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class VehiclePartitionTests
{
    /// <summary>On disk for ever: another result would split vehicles' order.</summary>
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 8, 4)]
    [InlineData(2, 8, 1)]
    [InlineData(3, 8, 6)]
    [InlineData(1_000_000, 8, 7)]
    [InlineData(long.MaxValue, 256, 225)]
    [InlineData(7, 1, 0)]
    public void Stays_the_same(long vehicle, int partitions, int expected) =>
        Assert.Equal(expected, VehiclePartition.Of(vehicle, partitions));

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Spreads_consecutive_ids(int partitions)
    {
        const int EachOf = 1000;
        var counts = new int[partitions];
        for (var vehicle = 1; vehicle <= partitions * EachOf; vehicle++)
        {
            counts[VehiclePartition.Of(vehicle, partitions)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, EachOf * 0.95, EachOf * 1.05));
    }
}
