using System.Globalization;
using System.Text.Json;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// The dispatcher alone, in this process, from full queues: one webhook, a thousand, form bodies, batches, vehicle order;
/// against a bare HttpClient loop. Timed by the receiver.
/// </summary>
internal static class DispatchPart
{
    private const int BodyBytes = 1100;
    private const int BatchSize = 100;
    private const int Vehicles = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "dispatch",
            $"{options.Messages:#,0} messages wait in the durable queues of paused webhooks; all are resumed at once.",
            ["messages/s", "POSTs/s"]);
        await using var receiver = await PeerProcesses.StartAsync(null, "receiver");
        using var client = new HttpClient();
        var url = new Uri($"http://{receiver.Addresses["http"]}/");
        (string Name, int Webhooks, Func<WebhookDefinition, WebhookDefinition> Change, int PerPost)[] variants =
        [
            ("one webhook", 1, webhook => webhook, 1),
            ("1,000 webhooks", 1000, webhook => webhook, 1),
            ("form", 1, webhook => webhook with { ContentType = BodyFormat.Form }, 1),
            ("batches of 100", 1, webhook => webhook with { Batch = true }, BatchSize),
            ("vehicle order", 1, webhook => webhook with { Policy = new WebhookPolicy { Ordering = DeliveryOrder.Vehicle } }, 1),
        ];
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (name, webhooks, change, perPost) in variants)
            {
                var folder = Path.Combine(options.Folder, $"dispatch-{round}-{name.Replace(' ', '-')}");
                await using var bed = new DispatchBed(folder);
                var paused = Enumerable.Range(1, webhooks)
                    .Select(id => change(DispatchBed.Webhook(id, url)) with { Paused = true }).ToArray();
                bed.Webhooks.Set(paused);
                await bed.StartAsync();
                await FillAsync(bed, webhooks, options.Messages);
                bed.Webhooks.Set(paused.Select(webhook => webhook with { Paused = false }));
                await bed.WaitAsync(paused.Select(webhook => webhook.Id), state => state.QueueDepth == 0, Limit);
                await AddAsync(name, round, perPost, (options.Messages + perPost - 1) / perPost);
            }

            await using var posts = await PeerProcesses.StartAsync(
                null,
                "posts",
                "--url", url.ToString(),
                "--concurrency", "64",
                "--count", options.Messages.ToString(CultureInfo.InvariantCulture),
                "--bytes", BodyBytes.ToString(CultureInfo.InvariantCulture));
            await posts.WaitForExitAsync(Limit);
            await AddAsync("httpclient loop", round, 1, options.Messages);
        }

        foreach (var (name, _, _, _) in variants)
        {
            part.Compare(name, "httpclient loop");
        }

        return part;

        async Task AddAsync(string who, int round, int perPost, int expected)
        {
            using var stats = JsonDocument.Parse(await client.GetStringAsync(url));
            var count = stats.RootElement.GetProperty("count").GetInt64();
            if (count != expected)
            {
                throw new InvalidOperationException($"{who}: {count} of {expected} POSTs came.");
            }

            var perSecond = count / stats.RootElement.GetProperty("seconds").GetDouble();
            part.Add(who, round, Math.Min(perSecond * perPost, perSecond * options.Messages / count), perSecond);
        }
    }

    private static async Task FillAsync(DispatchBed bed, int webhooks, int messages)
    {
        // About the size of a location message, so that bodies compare with the loop's.
        var data = System.Text.Encoding.ASCII.GetBytes($$"""{"padding":"{{new string('x', 850)}}"}""");
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
