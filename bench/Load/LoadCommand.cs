using System.CommandLine;
using System.Globalization;
using Gateway.Bench.Load.Parts;
using Gateway.Bench.Load.Results;

namespace Gateway.Bench.Load;

/// <summary><c>load</c>: the gateway as a process beside its peers, on loopback.</summary>
internal static class LoadCommand
{
    private static readonly Dictionary<string, Func<LoadOptions, Task<PartResult>>> Parts = new()
    {
        ["frames"] = options => AcknowledgedPart.RunAsync(options, AcknowledgedPart.Frames),
        ["records"] = options => AcknowledgedPart.RunAsync(options, AcknowledgedPart.Records),
        ["posts"] = PostsPart.RunAsync,
        ["latency"] = LatencyPart.RunAsync,
        ["idle"] = IdlePart.RunAsync,
        ["dispatch"] = DispatchPart.RunAsync,
        ["slices"] = SlicesPart.RunAsync,
        ["isolation"] = IsolationPart.RunAsync,
        ["restart"] = RestartPart.RunAsync,
    };

    public static Command Create()
    {
        var part = new Option<string[]>("--part")
        {
            Description = "frames, records, posts, latency, idle, dispatch, slices, isolation, restart; repeatable. Default: all.",
        };
        part.AcceptOnlyFromAmong([.. Parts.Keys]);
        var seconds = Number("--seconds", 8, "Counted seconds of a round.");
        var rounds = Number("--rounds", 3, "Rounds of each; they take turns.");
        var connections = Number("--connections", 1000, "Device connections.");
        var idle = Number("--idle-connections", 5000, "Connections of the part idle.");
        var messages = Number("--messages", 400_000, "Webhook messages of a round, after half as many to get warm.");
        var webhooks = Number("--webhooks", 10_000, "Webhooks of the part isolation.");
        var rate = Number("--rate", 2_000, "Events a second of the part isolation; 0 as fast as they go.");
        var queued = Number("--queued", 10_000_000, "Queued deliveries of the part restart.");
        var variants = new Option<string[]>("--variant")
        {
            Description = "Parts dispatch and slices: only variants with that word in their name; repeatable.",
        };
        var client = new Option<string>("--client")
        {
            DefaultValueFactory = _ => "raw",
            Description = "raw sockets, or simulator: real drives, dearer than the server.",
        };
        client.AcceptOnlyFromAmong("raw", "simulator");
        var noPin = new Option<bool>("--no-pin") { Description = "Part records: don't give server and load a core each." };
        var gateway = new Option<string?>("--gateway") { Description = "Gateway.dll of another build." };
        var data = new Option<string?>("--data") { Description = "Folder for scratch data; its disk is the one measured." };
        var results = new Option<string?>("--results") { Description = "Folder for results; default: none are written." };
        var command = new Command("load", "Measures the gateway end to end against its peers.")
        {
            part, seconds, rounds, connections, idle, messages, webhooks, rate, queued, variants, client, noPin, gateway, data, results,
        };
        command.SetAction((result, stopping) => RunAsync(
            result.GetValue(part) is { Length: > 0 } chosen ? chosen : [.. Parts.Keys],
            new LoadOptions
            {
                Duration = TimeSpan.FromSeconds(result.GetValue(seconds)),
                Rounds = result.GetValue(rounds),
                Connections = result.GetValue(connections),
                IdleConnections = result.GetValue(idle),
                Messages = result.GetValue(messages),
                Variants = result.GetValue(variants) ?? [],
                Webhooks = result.GetValue(webhooks),
                Rate = result.GetValue(rate),
                Queued = result.GetValue(queued),
                UseSimulator = result.GetValue(client) == "simulator",
                Pin = !result.GetValue(noPin),
                GatewayAssembly = result.GetValue(gateway) ?? FindGateway(),
                Folder = Path.Combine(result.GetValue(data) ?? Path.GetTempPath(), $"gateway-bench-{Environment.ProcessId}"),
            },
            result.GetValue(results),
            "load " + string.Join(' ', result.Tokens.Skip(1).Select(token => token.Value))));
        return command;
    }

    private static async Task<int> RunAsync(IEnumerable<string> parts, LoadOptions options, string? results, string command)
    {
        Directory.CreateDirectory(options.Folder);
        try
        {
            var machine = MachineFacts.Read(options.Folder);
            Console.WriteLine(machine);
            var done = new List<PartResult>();
            foreach (var part in parts)
            {
                Console.WriteLine($"{part}:");
                done.Add(await Parts[part](options));
            }

            if (results is not null)
            {
                var name = DateTime.UtcNow.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture);
                Console.WriteLine($"Written: {ResultFiles.Write(results, name, command, machine, done)}");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(options.Folder, recursive: true);
        }
    }

    /// <summary>The gateway's own build folder, for its own configuration files; else the copy beside us.</summary>
    private static string FindGateway()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "Gateway.dll");
        var own = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Gateway", "release", "Gateway.dll"));
        return File.Exists(own) ? own : beside;
    }

    private static Option<int> Number(string name, int value, string description) =>
        new(name) { DefaultValueFactory = _ => value, Description = description };
}
