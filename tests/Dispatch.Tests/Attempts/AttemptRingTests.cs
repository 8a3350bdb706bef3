using Gateway.Dispatch.Attempts;

namespace Gateway.Dispatch.Tests.Attempts;

public class AttemptRingTests
{
    [Fact]
    public void Keeps_the_newest_records_that_fit_whole_and_in_order()
    {
        var memory = new AttemptMemory(1 << 20);
        var ring = new AttemptRing(memory, 8 << 10);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(ring.Add(Record(i)));
            Assert.InRange(memory.Used, 4 << 10, 8 << 10);
        }

        var records = new List<byte[]>();
        ring.CopyTo(records);

        var first = 1000 - records.Count;
        Assert.InRange(records.Sum(record => record.Length + 4), (8 << 10) - 170, 8 << 10);
        Assert.All(records, (record, index) => Assert.Equal(Record(first + index), record));
        ring.Clear();
        Assert.Equal(0, memory.Used);
    }

    [Fact]
    public void Half_of_the_memory_is_for_first_rings()
    {
        var memory = new AttemptMemory(32 << 10);
        var greedy = new AttemptRing(memory, 1 << 20);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(greedy.Add(Record(i)));
        }

        Assert.Equal(16 << 10, memory.Used);
        var others = Enumerable.Range(0, 5).Select(_ => new AttemptRing(memory, 1 << 20)).ToList();
        Assert.Equal([true, true, true, true, false], others.Select(ring => ring.Add(Record(1))));
        Assert.Equal(32 << 10, memory.Used);
    }

    private static byte[] Record(int number)
    {
        var record = new byte[40 + (number % 125)];
        record.AsSpan().Fill((byte)number);
        return record;
    }
}
