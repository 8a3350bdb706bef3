using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway driver …</c>.</summary>
internal static class DriverCommands
{
    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "driver", "/v1/drivers");
        return new Command("driver", "Drivers and their iButtons or cards.")
        {
            resource.List("id", "first_name", "last_name", "credential"),
            resource.Show(),
            resource.Create(Body(isNew: true)),
            resource.Update(Body(isNew: false)),
            resource.Delete(),
            Assign(globals),
            Unassign(globals),
        };
    }

    private static Command Assign(CliGlobals globals)
    {
        var driver = new Argument<long>("driver") { Description = "The driver's id." };
        var (vehicle, at) = (Vehicle(), At());
        var command = globals.Define("assign", "Put a driver on a vehicle.", context => PostAsync(
            context, context.Parsed.GetValue(vehicle), context.Parsed.GetValue(driver), context.Parsed.GetValue(at)));
        command.Arguments.Add(driver);
        command.Arguments.Add(vehicle);
        command.Options.Add(at);
        return command;
    }

    private static Command Unassign(CliGlobals globals)
    {
        var (vehicle, at) = (Vehicle(), At());
        var command = globals.Define("unassign", "Take the driver off a vehicle.", context => PostAsync(
            context, context.Parsed.GetValue(vehicle), null, context.Parsed.GetValue(at)));
        command.Arguments.Add(vehicle);
        command.Options.Add(at);
        return command;
    }

    private static Argument<long> Vehicle() => new("vehicle") { Description = "The vehicle's id." };

    private static Option<string?> At()
    {
        var option = new Option<string?>("--at")
        {
            Description = "From when on: Unix seconds, or a time such as 2026-03-01T08:00:00Z; now where it is left out.",
            HelpName = "TIME",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && ReadTime(text) is null)
            {
                result.AddError($"--at: '{text}' is neither Unix seconds nor a time with its zone.");
            }
        });
        return option;
    }

    private static long? ReadTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds()
        : null;

    private static async Task<int> PostAsync(CliContext context, long vehicle, long? driver, string? at)
    {
        var body = new JsonObject { ["vehicle_id"] = vehicle, ["driver_id"] = driver };
        if (at is not null)
        {
            body["effective_time"] = ReadTime(at);
        }

        context.Output.One(await context.Client.PostAsync("/v1/driver-assignments", body, context.Stop));
        return CliExit.Done;
    }

    private static BodyOptions Body(bool isNew) => new BodyOptions()
        .Text("--first-name", "first_name", "First name.", isNew)
        .Text("--last-name", "last_name", "Last name.", isNew)
        .Text("--credential", "credential", "iButton or RFID id.");
}
