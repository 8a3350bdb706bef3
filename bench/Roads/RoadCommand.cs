using System.CommandLine;

namespace Gateway.Bench.Roads;

/// <summary><c>roads</c>.</summary>
internal static class RoadCommand
{
    public static Command Create()
    {
        var ways = new Option<int>("--ways") { DefaultValueFactory = _ => 1_000_000, Description = "Ways of the city." };
        var command = new Command("roads", "Memory and matches a second of a city's roads.") { ways };
        command.SetAction(result => RoadRun.Run(result.GetValue(ways), Console.Out));
        return command;
    }
}
