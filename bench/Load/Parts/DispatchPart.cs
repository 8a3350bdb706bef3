using System.Globalization;
using System.Text.Json;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Processes;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// The dispatcher alone, from full queues, against bare HttpClient loops; each in a process of its own, warmed up, with
/// the same collector, timed by the receiver. Processor time and bytes are the sender's, for each message.
/// </summary>
internal static class DispatchPart
{
    /// <summary>Bytes of the loop's bodies, about those of the dispatcher's messages.</summary>
    public const int BodyBytes = 1100;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly (string Name, int Webhooks, DispatchVariant Variant, string Peer)[] Variants =
    [
        ("one webhook", 1, DispatchVariant.Plain, Loop(64)),
        ("one webhook, no attempt log", 1, DispatchVariant.NoAttemptLog, Loop(64)),
        ("1,000 webhooks", 1000, DispatchVariant.Plain, Loop(64)),
        ("10,000 webhooks", 10_000, DispatchVariant.Plain, Loop(64)),
        ("form", 1, DispatchVariant.Form, Loop(64)),
        ("batches of 100", 1, DispatchVariant.Batches, Loop(64)),
        ("vehicle order", 1, DispatchVariant.VehicleOrder, Loop(64)),
    ];

    private static readonly int[] Loops = [64, 1000, 4000];

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var part = new PartResult(
            "dispatch",
            $"{options.Messages:#,0} messages wait in the durable queues of paused webhooks; all are resumed at once. "
                + "Sender and receiver share all cores.",
            ["messages/s", "POSTs/s", "µs CPU/message", "bytes allocated/message", "waits/message", "new connections"]);
        await using var receiver = await PeerProcesses.StartAsync(null, "receiver");
        using var client = new HttpClient();
        var url = new Uri($"http://{receiver.Addresses["http"]}/");
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (name, webhooks, variant, _) in Variants.Where(one => options.IsChosen(one.Name)))
            {
                var folder = Path.Combine(options.Folder, $"dispatch-{round}-{variant}-{webhooks}");
                var child = await RunAsync(
                    "dispatch",
                    "--url", url.ToString(),
                    "--webhooks", Text(webhooks),
                    "--count", Text(options.Messages),
                    "--variant", variant.ToString(),
                    "--folder", folder);
                part.Add(
                    name, round, child["rate"], child["posts"], child["cpu"], child["bytes"], child["switches"], child["connections"]);
                Directory.Delete(folder, recursive: true);
            }

            foreach (var loop in Loops)
            {
                var child = await RunAsync(
                    "posts",
                    "--url", url.ToString(),
                    "--concurrency", Text(loop),
                    "--count", Text(options.Messages),
                    "--bytes", Text(BodyBytes));
                using var stats = JsonDocument.Parse(await client.GetStringAsync(url));
                var perSecond = stats.RootElement.GetProperty("count").GetInt64()
                    / stats.RootElement.GetProperty("seconds").GetDouble();
                part.Add(
                    Loop(loop),
                    round,
                    perSecond,
                    perSecond,
                    child["cpu"],
                    child["bytes"],
                    child["switches"],
                    stats.RootElement.GetProperty("connections").GetInt64());
            }
        }

        foreach (var (name, _, _, peer) in Variants.Where(one => options.IsChosen(one.Name)))
        {
            part.Compare(name, peer);
            part.Compare(name, peer, 2);
        }

        return part;
    }

    private static string Loop(int concurrency) => $"httpclient loop, {Text(concurrency)} at once";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyDictionary<string, double>> RunAsync(params string[] arguments)
    {
        await using var child = await PeerProcesses.StartAsync(null, arguments);
        await child.WaitForExitAsync(Limit);
        return child.Results;
    }
}
