using Gateway.Dispatch.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>Records that nobody waits for are committed all the same, by a timer.</summary>
public sealed class IdleCommitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_record_that_a_commit_under_way_takes_along_does_not_stop_the_timer_for_good()
    {
        var time = new FakeTimeProvider();
        using var folder = new JournalFolder { Time = time };
        await using var journal = await folder.OpenAsync();
        var partition = journal[0];

        // The second record comes when the commit for the first has begun and its mark is not yet in the log.
        var appendedWithin = 0L;
        folder.Storage.OnFreeBytes = () =>
        {
            if (Interlocked.Read(ref appendedWithin) == 0)
            {
                Assert.True(partition.TryAppend(1, [2], out var within));
                Interlocked.Exchange(ref appendedWithin, within.EndPosition);
            }
        };
        Assert.True(partition.TryAppend(1, [1], out var first));
        time.Advance(TimeSpan.FromSeconds(2));
        await CommittedAsync(partition, first.EndPosition);
        Assert.True(partition.CommittedPosition >= Interlocked.Read(ref appendedWithin));

        // The timer that the second record armed finds nothing to do.
        for (var round = 0; round < 50; round++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
            Assert.True(partition.TryAppend(1, [3], out var later));
            time.Advance(TimeSpan.FromSeconds(2));
            await CommittedAsync(partition, later.EndPosition);
        }
    }

    // A reader's wait does not hurry a commit.
    private static async Task CommittedAsync(IJournalPartition partition, long position)
    {
        using var limit = new CancellationTokenSource(Limit);
        var reader = partition.OpenReader(partition.BeginPosition);
        while (partition.CommittedPosition < position)
        {
            while (reader.TryRead(out _))
            {
            }

            if (partition.CommittedPosition < position)
            {
                Assert.True(await reader.WaitToReadAsync(limit.Token));
            }
        }
    }
}
