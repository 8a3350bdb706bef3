using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class FrameHashesTests
{
    [Fact]
    public void The_last_four_are_remembered_and_the_oldest_is_forgotten()
    {
        var hashes = new FrameHashes();
        foreach (var hash in new ulong[] { 10, 20, 30, 40 })
        {
            Assert.True(hashes.TryAdd(hash));
        }

        Assert.False(hashes.TryAdd(10));
        Assert.True(hashes.TryAdd(50));
        Assert.Equal([20, 30, 40, 50], hashes.OldestFirst);
        Assert.True(hashes.TryAdd(10));
        Assert.False(hashes.TryAdd(30));
    }

    [Fact]
    public void Zero_is_a_hash_like_others()
    {
        var hashes = new FrameHashes();

        Assert.True(hashes.TryAdd(0));
        Assert.False(hashes.TryAdd(0));
    }
}
