using System.CommandLine;
using Gateway.Bench.Load;
using Gateway.Bench.Micro;
using Gateway.Bench.Peers;
using Gateway.Bench.Roads;
using Gateway.Bench.Vehicles;

namespace Gateway.Bench;

/// <summary>The whole command line.</summary>
internal static class BenchCommands
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the gateway, always against a peer in the same run.")
        {
            MicroCommand.Create(),
            LoadCommand.Create(),
            RoadCommand.Create(),
            VehicleCommand.Create(),
            PeerCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
