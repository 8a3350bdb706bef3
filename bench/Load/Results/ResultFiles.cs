using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Bench.Load.Results;

/// <summary>Writes a run's results: markdown for people, JSON for comparing.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes both files; returns the markdown one's path.</summary>
    public static string Write(string folder, string name, string command, MachineFacts machine, IReadOnlyList<PartResult> parts)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, $"{name}.json"),
            JsonSerializer.Serialize(new { command, machine, parts }, Json) + "\n");
        var path = Path.Combine(folder, $"{name}.md");
        File.WriteAllText(path, Markdown(name, command, machine, parts));
        return path;
    }

    private static string Markdown(string name, string command, MachineFacts machine, IReadOnlyList<PartResult> parts)
    {
        var text = new StringBuilder();
        text.Append($"# Load, {name}\n\n`{command}`\n\n");
        text.Append($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB; {machine.Kernel}; {machine.Runtime}.\n");
        text.Append($"Load average before the run: {machine.LoadAverage}. A flushed 4 KiB write takes {machine.DurableWriteMs} ms (median).\n");
        foreach (var part in parts)
        {
            text.Append($"\n## {part.Name}\n\n{part.What}\n\n");
            text.Append($"| who | round | {string.Join(" | ", part.Columns)} |\n");
            text.Append($"| --- | ---: |{string.Concat(part.Columns.Select(_ => " ---: |"))}\n");
            foreach (var row in part.Rows)
            {
                text.Append($"| {row.Who} | {row.Round} | {string.Join(" | ", row.Values.Select(ResultText.Number))} |\n");
            }

            if (part.Conclusions.Count + part.Notes.Count > 0)
            {
                text.Append('\n');
            }

            foreach (var (conclusion, value) in part.Conclusions)
            {
                text.Append($"- **{conclusion}: {ResultText.Number(value)}**\n");
            }

            foreach (var note in part.Notes)
            {
                text.Append($"- {note}\n");
            }
        }

        return text.ToString();
    }
}
