using System.Globalization;
using System.Text.Json;
using Gateway.Bench.Load.Devices;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// Webhook POSTs from a queue that is full before it starts, against a bare HttpClient loop. Both are timed by the
/// receiver, from the first POST to the last.
/// </summary>
internal static class PostsPart
{
    private const int RecordsPerFrame = 20;
    private const int BodyBytes = 1100;
    private static readonly int[] Concurrencies = [16, 64];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "posts",
            $"{options.Messages:#,0} location messages wait in the durable queue of a paused webhook; it is resumed. "
                + "The peer POSTs as many bodies of about the same size. All processes share all cores.",
            ["POSTs/s", "sender µs CPU/POST", "receiver µs CPU/POST"]);
        await using var receiver = await PeerProcesses.StartAsync(null, "receiver");
        using var client = new HttpClient();
        var url = new Uri($"http://{receiver.Addresses["http"]}/");
        foreach (var concurrency in Concurrencies)
        {
            await using var gateway = await GatewayProcess.StartAsync(
                options.GatewayAssembly, Path.Combine(options.Folder, $"posts-{concurrency}"), null, concurrency);
            var webhook = await gateway.CreateWebhookAsync(url);
            for (var round = 1; round <= options.Rounds; round++)
            {
                await PauseAndFillAsync(gateway, webhook, options);
                await MeasureAsync($"gateway, {concurrency}", round, gateway.Process, async () =>
                {
                    await gateway.ResumeAsync(webhook);
                    if (!await gateway.WaitForDepthAsync(webhook, 0, Limit))
                    {
                        throw new TimeoutException("The queue did not empty.");
                    }
                });
                await using var posts = await PeerProcesses.StartAsync(
                    null,
                    "posts",
                    "--url", url.ToString(),
                    "--concurrency", concurrency.ToString(CultureInfo.InvariantCulture),
                    "--count", options.Messages.ToString(CultureInfo.InvariantCulture),
                    "--bytes", BodyBytes.ToString(CultureInfo.InvariantCulture));
                await MeasureAsync($"httpclient loop, {concurrency}", round, null, () => posts.WaitForExitAsync(Limit));
            }

            part.Compare($"gateway, {concurrency}", $"httpclient loop, {concurrency}");
        }

        return part;

        async Task MeasureAsync(string who, int round, ChildProcess? sender, Func<Task> action)
        {
            var (senderBefore, receiverBefore) = (sender?.ProcessorTime, receiver.ProcessorTime);
            await action();
            using var stats = JsonDocument.Parse(await client.GetStringAsync(url));
            var count = stats.RootElement.GetProperty("count").GetInt64();
            if (count != options.Messages)
            {
                throw new InvalidOperationException($"{who}: {count} of {options.Messages} POSTs came.");
            }

            part.Add(
                who,
                round,
                count / stats.RootElement.GetProperty("seconds").GetDouble(),
                (sender?.ProcessorTime - senderBefore)?.TotalMicroseconds / count,
                (receiver.ProcessorTime - receiverBefore).TotalMicroseconds / count);
        }
    }

    private static async Task PauseAndFillAsync(GatewayProcess gateway, long webhook, LoadOptions options)
    {
        await gateway.PauseAsync(webhook);
        await DeviceLoad.RunAsync(new DeviceLoadOptions
        {
            Target = gateway.Devices,
            Connections = Math.Min(100, options.Connections),
            RecordsPerFrame = RecordsPerFrame,
            Warmup = TimeSpan.Zero,
            Duration = Limit,
            Records = options.Messages,
        });
        if (!await gateway.WaitForDepthAsync(webhook, options.Messages, Limit))
        {
            throw new TimeoutException(
                $"The queue holds {await gateway.QueueDepthAsync(webhook)} of {options.Messages} messages; reports "
                    + $"{await gateway.CounterAsync("gateway_device_reports_total")}, events "
                    + $"{await gateway.CounterAsync("gateway_vehicle_events_total")}, frames repeated "
                    + $"{await gateway.CounterAsync("gateway_vehicle_frames_repeated_total")}.");
        }
    }
}
