using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class RetryHeapTests
{
    [Fact]
    public void Gives_the_first_due_first() =>
        Gen.Long[0, 1000].Array[0, 200].Sample(dues =>
        {
            var heap = new RetryHeap();
            for (var i = 0; i < dues.Length; i++)
            {
                heap.Add(new RetryEntry(new MessageKey(0, i), i, dues[i]));
            }

            var removed = heap.RemoveWhere(entry => entry.DueMs % 7 == 0);
            var taken = new List<RetryEntry>();
            while (heap.Count > 0)
            {
                Assert.Equal(heap.FirstDueMs, heap.Entries.ToArray().Min(entry => entry.DueMs));
                taken.Add(heap.Take());
            }

            Assert.Equal(long.MaxValue, heap.FirstDueMs);
            Assert.Equal(dues.Length, taken.Count + removed);
            Assert.Equal(dues.Where(due => due % 7 != 0).Order(), taken.Select(entry => entry.DueMs));
            Assert.All(taken, entry => Assert.Equal(dues[entry.Attempts], entry.DueMs));
        });
}
