using System.Collections.Concurrent;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class PowerCutTests
{
    /// <summary>
    /// Before each flush, at which moment nothing written since the last one may be counted on, the files are copied
    /// without those writes. Everything acknowledged by then must be in the copy.
    /// </summary>
    [Fact]
    public async Task What_was_acknowledged_before_a_flush_does_not_need_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Finds the path of a handle through /proc.");
        }

        using var folder = new JournalFolder { Storage = new FaultyStorage { TrackUnflushed = true } };
        var acknowledged = new ConcurrentBag<long>();
        var copies = new List<(JournalFolder Copy, long[] Acknowledged)>();
        await using (var journal = await folder.OpenAsync())
        {
            var flushes = 0;
            folder.Storage.BeforeFlush = () =>
            {
                lock (copies)
                {
                    if (flushes++ % 10 == 0 && copies.Count < 20)
                    {
                        var known = acknowledged.ToArray();
                        copies.Add((folder.PowerCut(), known));
                    }
                }
            };
            await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    acknowledged.Add((await JournalFolder.CommitAsync(journal[0], new byte[700])).Position);
                }
            })));
        }

        Assert.NotEmpty(copies.SelectMany(c => c.Acknowledged));
        foreach (var (copy, known) in copies)
        {
            await using (var opened = await copy.OpenAsync())
            {
                Assert.Subset(
                    JournalFolder.ReadAll(opened[0]).Select(r => r.Position).ToHashSet(), known.ToHashSet());
            }

            copy.Dispose();
        }
    }
}
