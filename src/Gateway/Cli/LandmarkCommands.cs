using System.CommandLine;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway landmark …</c>.</summary>
internal static class LandmarkCommands
{
    private const string Path = "/v1/landmarks";

    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "landmark", Path);
        return new Command("landmark", "Landmarks: areas on the map.")
        {
            resource.List("id", "properties.name", "geometry.type", "properties.radius_m", "properties.groups"),
            resource.Show(),
            FromFile(globals, "create", "Make a landmark from a GeoJSON Feature."),
            FromFile(globals, "import", "Make the landmarks of a GeoJSON FeatureCollection: all or none."),
            resource.Update(new BodyOptions()
                .Text("--name", "name", "For people.")
                .Number("--radius-m", "radius_m", "For a point: metres.")),
            resource.Delete(),
        };
    }

    private static Command FromFile(CliGlobals globals, string name, string description)
    {
        var file = new Argument<FileInfo>("file") { Description = "A GeoJSON file." };
        var command = globals.Define(name, description, async context =>
        {
            var bytes = await File.ReadAllBytesAsync(context.Parsed.GetValue(file)!.FullName, context.Stop);
            var answer = await context.Client.PostFileAsync(Path, bytes, "application/geo+json", context.Stop);
            if (answer?["data"] is JsonArray made)
            {
                var count = made.Count;
                context.Output.Message($"{count} landmarks made.", answer.AsObject());
            }
            else
            {
                context.Output.One(answer);
            }

            return CliExit.Done;
        });
        command.Arguments.Add(file.AcceptExistingOnly());
        return command;
    }
}
