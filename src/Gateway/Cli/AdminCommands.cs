using System.CommandLine;
using System.CommandLine.Invocation;

namespace Gateway.Cli;

/// <summary>The admin CLI: commands that talk to a running server over its HTTP API.</summary>
public static class AdminCommands
{
    /// <summary>The commands to add to the root command.</summary>
    public static IEnumerable<Command> Create()
    {
        var globals = new CliGlobals();
        Command[] commands =
        [
            WebhookCommands.Create(globals),
            VehicleCommands.Create(globals),
            LandmarkCommands.Create(globals),
            DriverCommands.Create(globals),
            RoadCommands.Create(globals),
            KeyCommands.Create(globals),
            UserCommands.Create(globals),
            AccountCommands.Create(globals),
            AuditCommands.Create(globals),
        ];
        foreach (var command in commands)
        {
            globals.AddTo(command);
        }

        return commands;
    }

    /// <summary>Runs a command line; what can't be parsed is explained on stderr and ends with code 2.</summary>
    public static async Task<int> InvokeAsync(
        RootCommand root,
        IReadOnlyList<string> args,
        InvocationConfiguration configuration,
        CancellationToken cancellationToken)
    {
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Action is ParseErrorAction ? CliExit.Usage : code;
    }
}
