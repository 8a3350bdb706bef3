using System.Text.Json;
using Gateway.Bench.Load.Processes;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Bench.Load.Dispatching;

/// <summary>
/// The dispatcher in a process of its own: fills the queues of paused webhooks and resumes all at once; first half as many
/// messages to get warm, uncounted. Prints what a POST cost.
/// </summary>
internal static class DispatchRun
{
    public const int BatchSize = 100;
    private const int Vehicles = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(DispatchRunOptions options)
    {
        // It may be stopped for a while, POSTs on their way.
        await using var bed = new DispatchBed(
            options.Folder,
            dispatch => dispatch.AttemptTimeout = TimeSpan.FromMinutes(5),
            withAttemptLog: options.Variant != DispatchVariant.NoAttemptLog);
        bed.Webhooks.Set(Definitions(options, paused: true));
        await bed.StartAsync();
        using var client = new HttpClient();
        await SendAsync(bed, options, options.Messages / 2);
        await client.GetStringAsync(options.Url);
        Console.WriteLine("Ready");
        var cost = await SendAsync(bed, options, options.Messages);
        using var stats = JsonDocument.Parse(await client.GetStringAsync(options.Url));
        var count = stats.RootElement.GetProperty("count").GetInt64();
        var perPost = options.Variant == DispatchVariant.Batches ? BatchSize : 1;
        var least = (options.Messages + perPost - 1) / perPost;
        if (perPost == 1 ? count != options.Messages : count < least)
        {
            throw new InvalidOperationException($"{count} POSTs came for {options.Messages} messages.");
        }

        var seconds = stats.RootElement.GetProperty("seconds").GetDouble();
        var connections = stats.RootElement.GetProperty("connections").GetInt64();
        Console.WriteLine(FormattableString.Invariant(
            $"{cost.Per(options.Messages)} rate={options.Messages / seconds:0.#} posts={count / seconds:0.#} connections={connections}"));
    }

    private static WebhookDefinition[] Definitions(DispatchRunOptions options, bool paused) =>
    [
        .. Enumerable.Range(1, options.Webhooks).Select(id =>
        {
            var webhook = DispatchBed.Webhook(id, options.Url) with { Paused = paused };
            return options.Variant switch
            {
                DispatchVariant.Form => webhook with { ContentType = BodyFormat.Form },
                DispatchVariant.Batches => webhook with { Batch = true },
                DispatchVariant.VehicleOrder => webhook with { Policy = new WebhookPolicy { Ordering = DeliveryOrder.Vehicle } },
                _ => webhook,
            };
        }),
    ];

    private static async Task<ProcessCost> SendAsync(DispatchBed bed, DispatchRunOptions options, int messages)
    {
        bed.Webhooks.Set(Definitions(options, paused: true));
        await FillAsync(bed, options.Webhooks, messages);
        var running = Definitions(options, paused: false);
        var before = ProcessCost.Read();
        bed.Webhooks.Set(running);
        await bed.WaitAsync(running.Select(webhook => webhook.Id), state => state.QueueDepth == 0, Limit);
        return ProcessCost.Read() - before;
    }

    private static async Task FillAsync(DispatchBed bed, int webhooks, int messages)
    {
        // About the size and the fields of a location message, so that bodies compare with the loop's.
        var data = System.Text.Encoding.ASCII.GetBytes(
            $$"""{"event_id":"0123456789abcdef","latitude":33.581234,"longitude":-111.987654,"heading":180,"ignition":true,"vin":null,"padding":"{{new string('x', 720)}}"}""");
        var one = new long[1];
        for (var number = 0; number < messages; number++)
        {
            one[0] = 1 + (number % webhooks);
            await bed.PublishAsync(one, data, number % Vehicles);
        }

        await bed.CommitAsync();
        var each = messages / webhooks;
        await bed.WaitAsync(
            Enumerable.Range(1, webhooks).Select(id => (long)id), state => state.QueueDepth >= each, Limit);
    }
}
