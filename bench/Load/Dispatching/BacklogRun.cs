namespace Gateway.Bench.Load.Dispatching;

/// <summary>
/// A dispatcher in a process of its own that fills the queues of paused webhooks through the publisher, says so, and waits to be
/// killed.
/// </summary>
internal static class BacklogRun
{
    /// <summary>Webhooks that every event is addressed to.</summary>
    public const int Webhooks = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The webhooks' ids.</summary>
    public static long[] Ids { get; } = [.. Enumerable.Range(1, Webhooks).Select(id => (long)id)];

    /// <summary>The journals and the dispatcher over them, not started.</summary>
    public static DispatchBed Bed(string folder)
    {
        var bed = new DispatchBed(folder);
        bed.Webhooks.Set(Ids.Select(id => DispatchBed.Webhook(id, new Uri("http://127.0.0.1:1/")) with { Paused = true }));
        return bed;
    }

    public static async Task RunAsync(string folder, int events, CancellationToken stopping)
    {
        var bed = Bed(folder);
        var data = System.Text.Encoding.ASCII.GetBytes($$"""{"padding":"{{new string('x', 300)}}"}""");
        await bed.StartAsync();
        for (var number = 0; number < events; number++)
        {
            await bed.PublishAsync(Ids, data, number);
        }

        await bed.CommitAsync();
        await bed.WaitAsync(Ids, state => state.QueueDepth == events, Limit);
        Console.WriteLine("Ready");
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }
}
