using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>Sends a file of roads as it is; the server reads it. The progress bar is on stderr, where that is a terminal.</summary>
internal static class RoadImport
{
    public static async Task<int> RunAsync(CliContext context, string path, FileInfo file, bool replace)
    {
        var type = file.Name.EndsWith(".pbf", StringComparison.OrdinalIgnoreCase)
            ? "application/vnd.openstreetmap.data+pbf"
            : "application/geo+json";
        var target = replace ? $"{path}?mode=replace" : path;
        await using var stream = file.OpenRead();
        JsonNode? answer = null;
        if (ReferenceEquals(context.Error, Console.Error) && !Console.IsErrorRedirected)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            await console.Progress().StartAsync(async progress =>
            {
                var sending = progress.AddTask($"Sending {Markup.Escape(file.Name)}", maxValue: Math.Max(1, file.Length));
                var reading = progress.AddTask("Packing on the server", autoStart: false).IsIndeterminate();
                answer = await context.Client.PostStreamAsync(
                    target,
                    stream,
                    type,
                    sent =>
                    {
                        sending.Value = sent;
                        if (sent >= file.Length && !reading.IsStarted)
                        {
                            reading.StartTask();
                        }
                    },
                    context.Stop);
                reading.IsIndeterminate(false).Value = reading.MaxValue;
            });
        }
        else
        {
            answer = await context.Client.PostStreamAsync(target, stream, type, _ => { }, context.Stop);
        }

        context.Output.Message(
            $"Imported: {answer?["roads"]?["ways"]} ways, {answer?["roads"]?["segments"]} segments in all; "
            + $"{answer?["without_limit"]} lines without a limit, {answer?["skipped"]} that are no roads.",
            answer?.AsObject() ?? []);
        return CliExit.Done;
    }
}
