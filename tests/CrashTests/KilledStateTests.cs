namespace Gateway.CrashTests;

/// <summary>Kill -9 in each state that a message can be in; what docs/delivery.md promises must hold after every one.</summary>
[Collection(CrashBed.OneAtATime)]
public sealed class KilledStateTests
{
    [Fact]
    public async Task Killed_while_the_first_attempt_is_on_its_way_the_message_comes_again_with_the_same_id()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("held"));
        var release = new TaskCompletionSource();
        receiver.Answer = async _ =>
        {
            await release.Task;
            return 204;
        };
        await bed.DriveAsync(60);
        Assert.True(await receiver.UntilAsync(() => receiver.At("held").Count > 0));

        await bed.KillAsync();
        var before = receiver.At("held");
        receiver.Answer = static _ => Task.FromResult(204);
        await bed.StartAsync();

        await AssertAllDeliveredAsync(bed, receiver, "held");
        var after = receiver.At("held").Skip(before.Count).ToLookup(request => request.EventId);
        Assert.All(before, request => Assert.Equal(request.Id, after[request.EventId].First().Id));
        release.SetResult();
    }

    [Fact]
    public async Task Killed_while_retries_wait_they_come_again_with_the_same_id_and_go_on_counting()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        bed.Set("Gateway__Dispatch__RetryIntervals__0", "00:00:05");
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("refused"));
        receiver.Answer = static _ => Task.FromResult(500);
        await bed.DriveAsync(60);

        // A second attempt tells that the outcome of the first was noted; it is on disk since the retry's wait.
        Assert.True(await receiver.UntilAsync(() => receiver.At("refused").Any(request => request.RetryCount > 0)));
        await bed.KillAsync();
        var tried = receiver.At("refused").First(request => request.RetryCount > 0);
        var before = receiver.At("refused").Count;
        receiver.Answer = static _ => Task.FromResult(204);
        await bed.StartAsync();

        await AssertAllDeliveredAsync(bed, receiver, "refused");
        var again = receiver.At("refused").Skip(before).First(request => request.EventId == tried.EventId);
        Assert.Equal(tried.Id, again.Id);
        Assert.True(again.RetryCount > 0, "The attempts before the crash were forgotten.");
    }

    [Fact]
    public async Task Killed_while_events_are_spread_to_many_webhooks_each_gets_every_one()
    {
        const int Webhooks = 20;
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        for (var i = 0; i < Webhooks; i++)
        {
            await bed.AddWebhookAsync(receiver.Url($"hook{i}"));
        }

        using var end = new CancellationTokenSource();
        var acknowledged = bed.Acknowledged.MoreAsync(150);
        var driving = bed.DriveAsync(8, end.Token);
        await acknowledged.WaitAsync(CrashBed.Limit);
        Assert.True(await receiver.UntilAsync(() => receiver.At("hook0").Count > 0));
        await bed.KillAsync();
        await end.CancelAsync();
        await driving.WaitAsync(CrashBed.Limit);
        await bed.StartAsync();

        for (var i = 0; i < Webhooks; i++)
        {
            await AssertAllDeliveredAsync(bed, receiver, $"hook{i}");
        }
    }

    [Theory]
    [InlineData("vehicles", "*.new")]
    [InlineData("queues", "*.tmp")]
    public async Task Killed_while_a_checkpoint_is_being_written_nothing_is_lost(string folder, string temporaryFiles)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("location"));
        using var end = new CancellationTokenSource();
        var driving = bed.DriveAsync(40, end.Token);
        for (var round = 0; round < 3; round++)
        {
            using (var watcher = new FileSystemWatcher(Path.Combine(bed.Folder, folder), temporaryFiles))
            {
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                watcher.Created += (_, _) => begun.TrySetResult();
                watcher.EnableRaisingEvents = true;
                await begun.Task.WaitAsync(CrashBed.Limit);
                await bed.KillAsync();
            }

            await bed.StartAsync();
        }

        await bed.Acknowledged.MoreAsync(100).WaitAsync(CrashBed.Limit);
        await end.CancelAsync();
        await driving.WaitAsync(CrashBed.Limit);
        await AssertAllDeliveredAsync(bed, receiver, "location");
    }

    /// <summary>Every acknowledged record came and was answered 2xx, always under the same id.</summary>
    private static async Task AssertAllDeliveredAsync(CrashBed bed, HookReceiver receiver, string hook)
    {
        var expected = bed.Acknowledged.Keys;
        Assert.NotEmpty(expected);
        using var limit = new CancellationTokenSource(CrashBed.Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (Missing() > 0 && !limit.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync();
        }

        Assert.Equal(0, Missing());
        Assert.All(
            receiver.At(hook).GroupBy(request => request.Key),
            record => Assert.Single(record.Select(request => request.Id).Distinct()));

        int Missing()
        {
            var delivered = receiver.DeliveredAt(hook).Select(request => request.Key).ToHashSet();
            return expected.Count(key => !delivered.Contains(key));
        }
    }
}
