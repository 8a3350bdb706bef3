using System.Globalization;
using Gateway.Bench.Load.Dispatching;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load.Parts;

/// <summary>
/// The dispatcher, from full queues, beside a bare HttpClient loop, in slices of under a second: all senders and their receivers
/// are started and warmed up, then all but one pair are stopped, and the pairs go on in turns. So all of them see the same machine,
/// however much of it others take from minute to minute. A round is one slice of each.
/// </summary>
internal static class SlicesPart
{
    /// <summary>A slice of each for every one of <see cref="LoadOptions.Rounds"/>.</summary>
    private const int SlicesInRound = 5;

    /// <summary>More POSTs than a sender makes in a slice, so that no queue is empty before the last.</summary>
    private const int MostInSlice = 75_000;

    /// <summary>The peers: as many POSTs at once as one webhook has at most, and one for each of 1,000 webhooks.</summary>
    private static readonly int[] Loops = [64, 1000];

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(0.8);

    private static readonly (string Name, int Webhooks, DispatchVariant Variant)[] Variants =
    [
        ("one webhook", 1, DispatchVariant.NoAttemptLog),
        ("one webhook, attempt log", 1, DispatchVariant.Plain),
        ("1,000 webhooks", 1000, DispatchVariant.NoAttemptLog),
        ("form, attempt log", 1, DispatchVariant.Form),
    ];

    public static async Task<PartResult> RunAsync(LoadOptions options)
    {
        var slices = options.Rounds * SlicesInRound;
        var messages = slices * MostInSlice;
        var part = new PartResult(
            "slices",
            $"{messages:#,0} messages wait in the durable queues of paused webhooks; all are resumed at once. The senders take turns of "
                + $"{Slice.TotalSeconds} s, {slices} each; who has no turn is stopped. Sender and receiver share all cores.",
            ["POSTs/s", "sender µs CPU/POST", "receiver µs CPU/POST"]);
        var senders = new List<SlicedSender>();
        try
        {
            foreach (var atOnce in Loops)
            {
                senders.Add(await SlicedSender.StartAsync(
                    Loop(atOnce), "posts", "--concurrency", Text(atOnce), "--count", Text(messages), "--bytes", Text(DispatchPart.BodyBytes)));
            }

            foreach (var (name, webhooks, variant) in Variants.Where(one => options.IsChosen(one.Name)))
            {
                senders.Add(await SlicedSender.StartAsync(
                    name,
                    "dispatch",
                    "--webhooks", Text(webhooks),
                    "--count", Text(messages),
                    "--variant", variant.ToString(),
                    "--folder", Path.Combine(options.Folder, $"slices-{senders.Count}")));
            }

            for (var round = 1; round <= slices; round++)
            {
                foreach (var sender in senders)
                {
                    var (perSecond, senderCost, receiverCost) = await sender.RunAsync(Settle, Slice);
                    part.Add(sender.Name, round, perSecond, senderCost, receiverCost);
                }
            }
        }
        finally
        {
            foreach (var sender in senders)
            {
                await sender.DisposeAsync();
            }
        }

        foreach (var loop in Loops)
        {
            foreach (var sender in senders.Skip(Loops.Length))
            {
                part.CompareByRound(sender.Name, Loop(loop));
            }
        }

        return part;
    }

    private static string Loop(int atOnce) => $"httpclient loop, {atOnce:#,0} at once";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
