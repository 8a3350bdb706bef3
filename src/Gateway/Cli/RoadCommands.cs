using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway road …</c>.</summary>
internal static class RoadCommands
{
    private const string Path = "/v1/roads";

    public static Command Create(CliGlobals globals) => new("road", "Roads and their posted speed limits.")
    {
        Import(globals),
        At(globals),
        globals.Define("list", "Show how many roads there are.", async context =>
        {
            context.Output.One(await context.Client.GetAsync(Path, context.Stop));
            return CliExit.Done;
        }),
        globals.Define("clear", "Delete all roads.", async context =>
        {
            await context.Client.DeleteAsync(Path, context.Stop);
            context.Output.Message("Deleted all roads.", new JsonObject { ["deleted"] = true });
            return CliExit.Done;
        }),
    };

    private static Command Import(CliGlobals globals)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "GeoJSON lines (a FeatureCollection, or a feature a line), or an .osm.pbf extract.",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace all roads, not only ways with the same id." };
        var command = globals.Define(
            "import",
            "Import roads: all of the file or nothing.",
            context => RoadImport.RunAsync(context, Path, context.Parsed.GetValue(file)!, context.Parsed.GetValue(replace)));
        command.Arguments.Add(file.AcceptExistingOnly());
        command.Options.Add(replace);
        return command;
    }

    private static Command At(CliGlobals globals)
    {
        var latitude = new Argument<double>("latitude") { Description = "Decimal degrees." };
        var longitude = new Argument<double>("longitude") { Description = "Decimal degrees." };
        var heading = new Option<double?>("--heading") { Description = "Degrees clockwise from north." };
        var speed = new Option<double?>("--speed-mph") { Description = "At 10 or less the heading does not count." };
        var command = globals.Define("at", "Show which road a position is matched to.", async context =>
        {
            var query = string.Create(
                CultureInfo.InvariantCulture,
                $"?latitude={context.Parsed.GetValue(latitude)}&longitude={context.Parsed.GetValue(longitude)}");
            query += Part("heading", context.Parsed.GetValue(heading)) + Part("speed_mph", context.Parsed.GetValue(speed));
            context.Output.One(await context.Client.GetAsync($"{Path}/at{query}", context.Stop));
            return CliExit.Done;
        });
        command.Arguments.Add(latitude);
        command.Arguments.Add(longitude);
        command.Options.Add(heading);
        command.Options.Add(speed);
        return command;
    }

    private static string Part(string name, double? value) =>
        value is { } number ? string.Create(CultureInfo.InvariantCulture, $"&{name}={number}") : "";
}
