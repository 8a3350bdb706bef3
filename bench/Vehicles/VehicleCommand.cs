using System.CommandLine;

namespace Gateway.Bench.Vehicles;

/// <summary><c>vehicles</c>.</summary>
internal static class VehicleCommand
{
    public static Command Create()
    {
        var vehicles = new Option<int>("--vehicles") { DefaultValueFactory = _ => 100_000, Description = "Vehicles of the fleet." };
        var reports = new Option<int>("--reports") { DefaultValueFactory = _ => 10, Description = "Reports of each." };
        var data = new Option<string>("--data") { DefaultValueFactory = _ => Path.GetTempPath(), Description = "Where checkpoints are written." };
        var command = new Command("vehicles", "State of a fleet: memory, checkpoints, and what a restart takes.") { vehicles, reports, data };
        command.SetAction(result =>
            VehicleRun.Run(result.GetValue(vehicles), result.GetValue(reports), result.GetValue(data)!, Console.Out));
        return command;
    }
}
