using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>
/// After a failed write FASTER goes on taking records until its buffer is full, and a commit without an answer hangs for
/// ever. Here a failure ends the partition at once, and says so to everybody who waits.
/// </summary>
public sealed class WriteFaultTests
{
    [Fact]
    public async Task A_full_disk_faults_the_partition_and_loses_nothing_acknowledged()
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 30);
            folder.Storage.BeforeWrite = _ => throw new IOException("No space left on device");
            var waits = new List<Task<CommitOutcome>>();
            for (var i = 0; i < 50; i++)
            {
                var appended = await journal[0].AppendAsync(1, new byte[10], CancellationToken.None);
                if (appended.IsAppended)
                {
                    waits.Add(journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None).AsTask());
                }
            }

            Assert.NotEmpty(waits);
            Assert.All(await Task.WhenAll(waits), outcome => Assert.Equal(CommitOutcome.Faulted, outcome));
            Assert.Contains("No space left", journal.Health.Fault);

            // For good: space that comes back does not make a hole in the log sound.
            folder.Storage.BeforeWrite = null;
            Assert.Equal(
                AppendStatus.Faulted, (await journal[0].AppendAsync(1, new byte[1], CancellationToken.None)).Status);
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(30, JournalFolder.ReadAll(again[0]).Count);
        await JournalFolder.FillAsync(again[0], 5);
        Assert.Equal(35, JournalFolder.ReadAll(again[0]).Count);
    }

    [Fact]
    public async Task A_failed_flush_is_a_failed_write()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        folder.Storage.BeforeFlush = () => throw new IOException("Input/output error");
        var appended = await JournalFolder.AppendAsync(journal[0], [1]);
        Assert.Equal(
            CommitOutcome.Faulted, await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None));
        Assert.Equal(LogEntry.FirstPosition, journal[0].CommittedPosition);
    }

    [Fact]
    public async Task A_new_segment_whose_folder_entry_is_not_flushed_is_not_acknowledged()
    {
        using var folder = new JournalFolder();
        await using var journal = await folder.OpenAsync();
        folder.Storage.BeforeFlushFolder = _ => throw new IOException("Input/output error");
        var appended = await JournalFolder.AppendAsync(journal[0], [1]);
        Assert.Equal(
            CommitOutcome.Faulted, await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None));
    }

    [Fact]
    public async Task A_commit_over_its_time_limit_is_a_fault()
    {
        using var folder = new JournalFolder { CommitTimeout = TimeSpan.FromMilliseconds(50) };

        // Nothing to be disposed: closing waits no longer than a commit may take, so the writer may come here afterwards.
        var hung = new TaskCompletionSource();
        await using (var journal = await folder.OpenAsync())
        {
            folder.Storage.BeforeFlush = () => hung.Task.Wait();
            var appended = await JournalFolder.AppendAsync(journal[0], [1]);
            Assert.Equal(
                CommitOutcome.Faulted,
                await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None));
            Assert.Contains("longer than", journal.Health.Fault);
            hung.SetResult();
        }
    }

    [Fact]
    public async Task A_full_buffer_holds_appends_back_until_the_disk_follows()
    {
        using var folder = new JournalFolder { Memory = 4 * JournalFolder.Page };
        using var hung = new ManualResetEventSlim();
        await using var journal = await folder.OpenAsync();
        folder.Storage.BeforeFlush = hung.Wait;
        var payload = new byte[10_000];
        var taken = 0;
        while (journal[0].TryAppend(1, payload, out var result))
        {
            taken++;
            Assert.Equal(AppendStatus.Appended, result.Status);
        }

        Assert.InRange(taken * payload.Length, JournalFolder.Page, 4 * JournalFolder.Page);
        var waiting = journal[0].AppendAsync(1, payload, CancellationToken.None).AsTask();
        using var gone = new CancellationTokenSource();
        var canceled = journal[0].AppendAsync(1, payload, gone.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await gone.CancelAsync();
        Assert.Equal(AppendStatus.Canceled, (await canceled).Status);

        hung.Set();
        var appended = await waiting;
        Assert.Equal(AppendStatus.Appended, appended.Status);
        Assert.Equal(
            CommitOutcome.Committed, await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None));
        Assert.Equal(taken + 1, JournalFolder.ReadAll(journal[0]).Count);
    }

    [Fact]
    public async Task With_little_disk_space_left_appends_are_refused_until_there_is_more()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var folder = new JournalFolder { Time = time };
        folder.Storage.Free = 1 << 10;
        await using var journal = await folder.OpenAsync();
        var refused = await journal[0].AppendAsync(1, new byte[1], CancellationToken.None);
        Assert.Equal(AppendStatus.Full, refused.Status);
        Assert.True(journal.Health.IsHealthy);
        Assert.Contains(folder.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 2005);

        folder.Storage.Free = 1 << 30;
        Assert.Equal(AppendStatus.Full, (await journal[0].AppendAsync(1, new byte[1], CancellationToken.None)).Status);
        time.Advance(TimeSpan.FromSeconds(2));
        await JournalFolder.CommitAsync(journal[0], [1]);
    }
}
