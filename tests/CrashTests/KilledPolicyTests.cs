namespace Gateway.CrashTests;

/// <summary>
/// Kill -9 with replay, order, batches and collapse, from devices to receivers through the whole process. The receiver knows every id.
/// </summary>
[Collection(CrashBed.OneAtATime)]
public sealed class KilledPolicyTests
{
    [Fact]
    public async Task Killed_while_a_replay_runs_every_message_of_its_range_comes_again()
    {
        // Slow enough to be far from its end when the kill comes.
        const int Rate = 20;
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        var webhook = await bed.AddWebhookAsync(receiver.Url("replayed"));
        await bed.DriveAsync(300);
        await AssertAllDeliveredAsync(bed, receiver, "replayed");
        var sent = receiver.At("replayed");
        var ids = sent.ToLookup(request => request.EventId, request => request.Id);

        await bed.ReplayAsync(webhook, Rate);
        Assert.True(await receiver.UntilAsync(() => receiver.At("replayed").Count >= sent.Count + Rate));
        await bed.KillAsync();
        var before = receiver.At("replayed").Skip(sent.Count).Select(request => request.EventId).ToHashSet();
        var atKill = receiver.At("replayed").Count;
        Assert.True(before.Count < ids.Count, "The replay was over before the kill.");
        await bed.StartAsync();

        // All that was sent is sent again, some of it by the first process, the rest by the second.
        Assert.True(await receiver.UntilAsync(
            () => receiver.At("replayed").Skip(sent.Count).Where(request => request.Status == 204).DistinctBy(request => request.EventId).Count()
                == ids.Count));
        Assert.All(receiver.At("replayed"), request => Assert.Equal(ids[request.EventId].First(), request.Id));

        // Twice comes what the progress on disk did not know of: about a second's messages, not all from the beginning.
        var twice = receiver.At("replayed").Skip(atKill).Count(request => before.Contains(request.EventId));
        Assert.InRange(twice, 0, before.Count + Rate);
        Assert.True(twice < ids.Count, $"{twice} of {ids.Count} came twice.");
    }

    [Fact]
    public async Task A_vehicles_messages_overtake_each_other_neither_through_failures_nor_through_a_kill()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("ordered"), ""","ordering":"vehicle" """);

        // The order of the reports, which is not that of their times: devices send what they had stored after what is new.
        await bed.AddWebhookAsync(receiver.Url("untroubled"), ""","ordering":"vehicle" """);
        var number = 0;
        receiver.Answer = request => Task.FromResult(
            request.Hook == "ordered" && Interlocked.Increment(ref number) % 40 == 0 ? 503 : 204);
        await DriveThroughAKillAsync(bed, receiver, "ordered", 20);

        await AssertAllDeliveredAsync(bed, receiver, "ordered");
        await AssertAllDeliveredAsync(bed, receiver, "untroubled");
        Assert.Contains(receiver.At("ordered"), request => request.Status == 503);
        var expected = FirstDeliveries(receiver, "untroubled").ToLookup(request => request.Key.Imei, request => request.EventId);
        Assert.All(FirstDeliveries(receiver, "ordered").GroupBy(request => request.Key.Imei, request => request.EventId), vehicle =>
            Assert.Equal(expected[vehicle.Key], vehicle));
    }

    [Fact]
    public async Task A_batch_is_delivered_as_a_whole_or_not_at_all_also_through_a_kill()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("batched"), ""","batch":true,"batch_size":20,"batch_wait_ms":50 """);
        var number = 0;
        receiver.Answer = _ => Task.FromResult(Interlocked.Increment(ref number) % 3 == 0 ? 500 : 204);
        await DriveThroughAKillAsync(bed, receiver, "batched", 20);

        await AssertAllDeliveredAsync(bed, receiver, "batched");
        var posts = receiver.At("batched").GroupBy(request => (request.Id, request.Order)).Where(post => post.Key.Order > 0).ToList();
        Assert.Contains(posts, post => post.Count() > 1);

        // Whatever came under one id, before and after the kill, has the same messages.
        Assert.All(posts.GroupBy(post => post.Key.Id), batch => Assert.Single(
            batch.Select(post => string.Join(' ', post.Select(request => request.EventId).Order(StringComparer.Ordinal))).Distinct()));
        Assert.Contains(posts.GroupBy(post => post.Key.Id), batch =>
            batch.Any(post => post.First().Status == 500) && batch.Any(post => post.First().Status == 204));
    }

    [Fact]
    public async Task Collapsed_the_newest_of_each_vehicle_comes_last_also_through_a_kill()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var bed = new CrashBed();
        await bed.StartAsync();
        await bed.AddWebhookAsync(receiver.Url("newest"), ""","ordering":"vehicle","collapse":true """);
        await bed.AddWebhookAsync(receiver.Url("all"));
        receiver.Answer = request => Task.FromResult(request.Hook == "newest" ? 500 : 204);
        await DriveThroughAKillAsync(bed, receiver, "newest", 3);
        receiver.Answer = static _ => Task.FromResult(204);

        await AssertAllDeliveredAsync(bed, receiver, "all");
        var newest = receiver.DeliveredAt("all").GroupBy(request => request.Key.Imei)
            .ToDictionary(vehicle => vehicle.Key, vehicle => vehicle.Max(request => request.Key.Second));
        Assert.True(await receiver.UntilAsync(() => newest.All(vehicle => receiver.DeliveredAt("newest").Any(
            request => request.Key.Imei == vehicle.Key && request.Key.Second == vehicle.Value))));
        var delivered = FirstDeliveries(receiver, "newest").ToList();
        Assert.True(delivered.Count < bed.Acknowledged.Count / 2, $"{delivered.Count} of {bed.Acknowledged.Count} came.");
        Assert.All(delivered.GroupBy(request => request.Key.Imei), vehicle =>
            Assert.Equal(newest[vehicle.Key], vehicle.Last().Key.Second));
    }

    private static async Task DriveThroughAKillAsync(CrashBed bed, HookReceiver receiver, string hook, int seen)
    {
        using var end = new CancellationTokenSource();
        var driving = bed.DriveAsync(6, end.Token);
        await bed.Acknowledged.MoreAsync(150).WaitAsync(CrashBed.Limit);
        Assert.True(await receiver.UntilAsync(() => receiver.At(hook).Count > seen));
        await bed.KillAsync();
        await bed.StartAsync();
        await bed.Acknowledged.MoreAsync(150).WaitAsync(CrashBed.Limit);
        await end.CancelAsync();
        await driving.WaitAsync(CrashBed.Limit);
    }

    private static IEnumerable<HookRequest> FirstDeliveries(HookReceiver receiver, string hook) =>
        receiver.DeliveredAt(hook).OrderBy(request => request.Order).DistinctBy(request => request.EventId);

    /// <summary>Every acknowledged record was answered 2xx.</summary>
    private static async Task AssertAllDeliveredAsync(CrashBed bed, HookReceiver receiver, string hook)
    {
        var expected = bed.Acknowledged.Keys;
        Assert.NotEmpty(expected);
        await receiver.UntilAsync(() => Missing() == 0);
        Assert.Equal(0, Missing());

        int Missing()
        {
            var delivered = receiver.DeliveredAt(hook).Select(request => request.Key).ToHashSet();
            return expected.Count(key => !delivered.Contains(key));
        }
    }
}
