using System.CommandLine;
using Gateway.Cli;
using Gateway.Demo;

namespace Gateway.Hosting;

/// <summary>The whole command line.</summary>
internal static class GatewayCommands
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Gateway: GPS trackers in, webhooks out.") { ServeCommand.Create(), DemoCommand.Create() };
        foreach (var command in AdminCommands.Create())
        {
            root.Add(command);
        }

        // The host hears the signals itself and takes the time it needs to finish what is in hand.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
        return AdminCommands.InvokeAsync(root, args, configuration, CancellationToken.None);
    }
}
