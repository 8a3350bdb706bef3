using System.Buffers;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class PayloadCacheTests
{
    [Fact]
    public void Holds_the_newest_records_within_its_bound()
    {
        var cache = new PayloadCache(1 << 20);
        for (var i = 0; i < 10_000; i++)
        {
            cache.Add(i * 7L, Record(i));
        }

        var held = new List<int>();
        for (var i = 0; i < 10_000; i++)
        {
            var copy = new ArrayBufferWriter<byte>();
            if (cache.TryCopy(i * 7L, copy))
            {
                held.Add(i);
                Assert.Equal(Record(i), copy.WrittenSpan.ToArray());
            }

            Assert.False(cache.TryCopy((i * 7L) + 1, copy));
        }

        Assert.InRange(held.Sum(i => Record(i).Length), 700_000, 1 << 20);
        Assert.Equal(Enumerable.Range(10_000 - held.Count, held.Count), held);
    }

    [Fact]
    public void Does_not_take_what_is_larger_than_a_segment_or_anything_with_a_bound_of_0()
    {
        var cache = new PayloadCache(1 << 20);
        cache.Add(1, new byte[1 << 20]);
        var none = new PayloadCache(0);
        none.Add(1, [1]);

        Assert.False(cache.TryCopy(1, new ArrayBufferWriter<byte>()));
        Assert.False(none.TryCopy(1, new ArrayBufferWriter<byte>()));
    }

    private static byte[] Record(int number) => [.. Enumerable.Repeat((byte)number, 200 + (number % 100))];
}
