using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Gateway.Cli;

namespace Gateway.Demo;

/// <summary><c>gateway demo</c>.</summary>
internal static class DemoCommand
{
    private const int MaxVehicles = 200;

    public static Command Create()
    {
        var seconds = new Option<int?>("--seconds") { Description = "End by itself after so many seconds (default: Ctrl-C)." };
        seconds.Validators.Add(result =>
        {
            if (NumberOf(result) is < 1 or > 86_400)
            {
                result.AddError("--seconds must be 1 to 86400.");
            }
        });
        var vehicles = new Option<int>("--vehicles")
        {
            Description = "Simulated vehicles (default 8).",
            DefaultValueFactory = _ => 8,
        };
        vehicles.Validators.Add(result =>
        {
            if (NumberOf(result) is < 1 or > MaxVehicles)
            {
                result.AddError($"--vehicles must be 1 to {MaxVehicles}.");
            }
        });
        var command = new Command(
            "demo", "The main job in one command: a gateway, a simulated fleet, a webhook receiver; nothing to set up.")
        {
            seconds, vehicles,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var duration = result.GetValue(seconds) is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;
            var demo = new DemoRun(duration, result.GetValue(vehicles), Console.Out, TimeProvider.System);
            return await demo.RunAsync(cancellationToken) ? CliExit.Done : CliExit.Refused;
        });
        return command;
    }

    // Asked for a value that is no number, the result throws; the parser has its own message for that.
    private static int? NumberOf(OptionResult result) =>
        result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) ? number : null;
}
