namespace Gateway.Bench.Load.Processes;

/// <summary>Starts peers: this very program in another role, with the garbage collector that the gateway has.</summary>
internal static class PeerProcesses
{
    private static readonly Dictionary<string, string> SameCollector = new()
    {
        ["DOTNET_gcServer"] = "1",
        ["DOTNET_gcConcurrent"] = "1",
        ["DOTNET_TieredPGO"] = "1",
    };

    public static Task<ChildProcess> StartAsync(int? core, params IEnumerable<string> arguments) =>
        ChildProcess.StartAsync(typeof(PeerProcesses).Assembly.Location, ["peer", .. arguments], SameCollector, core);
}
