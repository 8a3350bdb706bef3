using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class CommitWaitTests
{
    [Fact]
    public async Task Concurrent_appenders_are_acknowledged_only_after_their_record_is_on_disk()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var partition = journal[0];
        var writers = Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            var positions = new List<(long Position, int Number)>();
            for (var i = 0; i < 100; i++)
            {
                var number = (writer * 1_000) + i;
                var appended = await JournalFolder.AppendAsync(partition, JournalFolder.Payload(number, 80));
                var outcome = await partition.WaitForCommitAsync(appended.EndPosition, CancellationToken.None);
                Assert.Equal(CommitOutcome.Committed, outcome);
                Assert.True(partition.CommittedPosition >= appended.EndPosition);
                positions.Add((appended.Position, number));
            }

            return positions;
        })).ToArray();
        var expected = (await Task.WhenAll(writers)).SelectMany(p => p).OrderBy(p => p.Position).ToList();
        var records = JournalFolder.ReadAll(partition);

        Assert.Equal(expected.Select(e => e.Position), records.Select(r => r.Position));
        Assert.Equal(Enumerable.Range(1, 6_400).Select(i => (long)i), records.Select(r => r.Sequence));
        Assert.All(
            expected.Zip(records),
            pair => Assert.Equal(JournalFolder.Payload(pair.First.Number, 80), pair.Second.Payload.ToArray()));
        foreach (var perWriter in expected.GroupBy(e => e.Number / 1_000))
        {
            Assert.Equal(perWriter.OrderBy(e => e.Number), perWriter);
        }
    }

    [Fact]
    public async Task A_wait_can_be_given_up_and_the_others_go_on()
    {
        using var folder = new JournalFolder();
        using var hung = new ManualResetEventSlim();
        await using var journal = await folder.OpenAsync();
        folder.Storage.BeforeFlush = hung.Wait;
        var appended = await JournalFolder.AppendAsync(journal[0], [1]);
        using var source = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 1_000)
            .Select(i => journal[0]
                .WaitForCommitAsync(appended.EndPosition, i % 2 == 0 ? source.Token : CancellationToken.None).AsTask())
            .ToArray();
        await source.CancelAsync();
        Assert.All(
            await Task.WhenAll(waits.Where((_, i) => i % 2 == 0)), o => Assert.Equal(CommitOutcome.Canceled, o));
        hung.Set();
        Assert.All(
            await Task.WhenAll(waits.Where((_, i) => i % 2 == 1)), o => Assert.Equal(CommitOutcome.Committed, o));
        await JournalFolder.CommitAsync(journal[0], [2]);
    }

    [Fact]
    public async Task Closing_ends_the_wait_for_what_never_comes()
    {
        using var folder = new JournalFolder();
        var journal = await folder.OpenAsync();
        var appended = await JournalFolder.AppendAsync(journal[0], [1]);
        var far = journal[0].WaitForCommitAsync(1 << 20, CancellationToken.None);
        var reader = journal[0].OpenReader(appended.EndPosition + 1_000);
        await journal.DisposeAsync();
        Assert.Equal(CommitOutcome.Closed, await far);
        Assert.False(await reader.WaitToReadAsync(CancellationToken.None));
        Assert.Equal(AppendStatus.Closed, (await journal[0].AppendAsync(1, new byte[1], CancellationToken.None)).Status);
    }

    [Fact]
    public async Task Giving_up_ends_the_wait_though_there_is_more_to_read()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        await JournalFolder.CommitAsync(journal[0], [1]);
        var reader = journal[0].OpenReader(0);
        Assert.True(await reader.WaitToReadAsync(CancellationToken.None));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await reader.WaitToReadAsync(new CancellationToken(canceled: true)));

        Assert.True(reader.TryRead(out _));
    }

    [Fact]
    public async Task A_reader_that_waits_gets_every_record_once()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        var reading = Task.Run(async () =>
        {
            var reader = journal[0].OpenReader(0);
            var sequences = new List<long>();
            while (sequences.Count < 2_000 && await reader.WaitToReadAsync(CancellationToken.None))
            {
                while (reader.TryRead(out var record))
                {
                    sequences.Add(record.Sequence);
                }
            }

            return sequences;
        });
        await JournalFolder.FillAsync(journal[0], 2_000, length: 700, batch: 3);
        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), await reading);
    }
}
