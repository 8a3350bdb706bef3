using System.CommandLine;
using Gateway.Cli;
using Gateway.Demo;

namespace Gateway.Hosting;

/// <summary>The whole command line.</summary>
internal static class GatewayCommands
{
    public static Task<int> RunAsync(string[] args)
    {
        Command[] servers = [ServeCommand.Create(), DemoCommand.Create()];
        var root = new RootCommand("Gateway: GPS trackers in, webhooks out.") { servers[0], servers[1] };
        foreach (var command in AdminCommands.Create())
        {
            root.Add(command);
        }

        var configuration = new InvocationConfiguration();
        if (servers.Contains(root.Parse(args).CommandResult.Command))
        {
            // These hear the signals themselves and take the time that they need to finish what is in hand.
            configuration.ProcessTerminationTimeout = null;
        }

        return AdminCommands.InvokeAsync(root, args, configuration, CancellationToken.None);
    }
}
