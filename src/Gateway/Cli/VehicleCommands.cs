using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway vehicle …</c>.</summary>
internal static class VehicleCommands
{
    private const string Path = "/v1/vehicles";

    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "vehicle", Path);
        return new Command("vehicle", "Vehicles and their trackers.")
        {
            resource.List("id", "ref_id", "device_id", "label", "vin", "last_report.event_time", "last_report.speed_mph"),
            resource.Show(),
            resource.Create(Body()),
            resource.Update(Body()),
            resource.Delete(),
            Import(globals),
            Dvir(globals),
        };
    }

    private static Command Dvir(CliGlobals globals)
    {
        var id = new Argument<long>("id") { Description = "The vehicle's id." };
        var file = new Argument<FileInfo>("file") { Description = "A JSON object with the fields of the inspection." };
        var command = globals.Define("dvir", "Post a vehicle inspection report from a file.", async context =>
        {
            var text = await File.ReadAllTextAsync(context.Parsed.GetValue(file)!.FullName, context.Stop);
            if (Parse(text) is not { } body)
            {
                throw CliFailure.Usage("The file must be a JSON object.");
            }

            body["vehicle_id"] = context.Parsed.GetValue(id);
            context.Output.One(await context.Client.PostAsync("/v1/dvirs", body, context.Stop));
            return CliExit.Done;
        });
        command.Arguments.Add(id);
        command.Arguments.Add(file.AcceptExistingOnly());
        return command;
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw CliFailure.Usage($"The file is not JSON: {exception.Message}");
        }
    }

    private static BodyOptions Body() => new BodyOptions()
        .Text("--ref-id", "ref_id", "Your own id; V and the vehicle's id where it is left out.")
        .Text("--device-id", "device_id", "The tracker's IMEI or the protocol's id.")
        .Text("--vin", "vin", "Vehicle identification number.")
        .Text("--label", "label", "For people.")
        .Text("--serial-number", "serial_number", "The tracker's serial number.")
        .Pairs("--attribute", "attributes", "Your own name and value; repeatable.");

    private static Command Import(CliGlobals globals)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "CSV whose first line names the fields (device_id,label,…), or a JSON array of vehicles.",
        };
        var command = globals.Define(
            "import",
            "Make vehicles from a file; those that fail are named, the others are made.",
            context => VehicleImport.RunAsync(context, Path, context.Parsed.GetValue(file)!));
        command.Arguments.Add(file.AcceptExistingOnly());
        return command;
    }
}
