using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary>Makes vehicles from a file, one request each.</summary>
internal static class VehicleImport
{
    public static async Task<int> RunAsync(CliContext context, string path, FileInfo file)
    {
        var text = await File.ReadAllTextAsync(file.FullName, context.Stop);
        var vehicles = file.Extension.Equals(".json", StringComparison.OrdinalIgnoreCase) ? ReadJson(text) : ReadCsv(text);
        var made = 0;
        foreach (var (place, vehicle) in vehicles)
        {
            try
            {
                await context.Client.PostAsync(path, vehicle, context.Stop);
                made++;
            }
            catch (CliFailure failure)
            {
                await context.Error.WriteLineAsync($"{file.Name}, {place}: {failure.Message}");
            }
        }

        var failed = vehicles.Count - made;
        context.Output.Message(
            $"{made} vehicles made, {failed} failed.", new JsonObject { ["made"] = made, ["failed"] = failed });
        return failed == 0 ? CliExit.Done : CliExit.Refused;
    }

    private static List<(string Place, JsonObject Vehicle)> ReadJson(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonArray array && array.All(item => item is JsonObject))
            {
                return [.. array.Select((item, index) => ($"element {index + 1}", item!.AsObject()))];
            }
        }
        catch (JsonException exception)
        {
            throw CliFailure.Usage($"The file is not JSON: {exception.Message}");
        }

        throw CliFailure.Usage("The file must be a JSON array of objects.");
    }

    private static List<(string Place, JsonObject Vehicle)> ReadCsv(string text)
    {
        var lines = CsvReader.Read(text);
        if (lines.Count == 0)
        {
            throw CliFailure.Usage("The file is empty.");
        }

        var names = lines[0].Fields;
        return [.. lines.Skip(1).Select(line => ($"line {line.Number}", ToVehicle(names, line)))];
    }

    private static JsonObject ToVehicle(IReadOnlyList<string> names, CsvLine line)
    {
        if (line.Fields.Count != names.Count)
        {
            throw CliFailure.Usage($"Line {line.Number} has {line.Fields.Count} fields, the first line {names.Count}.");
        }

        return new JsonObject(names.Zip(line.Fields)
            .Where(pair => pair.Second.Length > 0)
            .Select(pair => new KeyValuePair<string, JsonNode?>(pair.First.Trim(), pair.Second)));
    }
}
