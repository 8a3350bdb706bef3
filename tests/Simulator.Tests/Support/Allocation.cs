namespace Gateway.Simulator.Tests.Support;

internal static class Allocation
{
    /// <summary>
    /// Asserts that <paramref name="action"/> allocates nothing. The best of several rounds counts, since the runtime
    /// itself allocates a little while it replaces a method by its optimised code.
    /// </summary>
    public static void AssertNone(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least != 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
