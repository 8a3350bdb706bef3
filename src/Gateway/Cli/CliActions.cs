using System.CommandLine;

namespace Gateway.Cli;

/// <summary>Makes commands that talk to a server.</summary>
internal static class CliActions
{
    /// <summary>A command whose failures become its exit code and a line on stderr.</summary>
    public static Command Define(
        this CliGlobals globals, string name, string description, Func<CliContext, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                using var client = new CliClient(new Uri(parsed.GetValue(globals.Server)!), globals.ReadKey(parsed));
                var output = new CliOutput(
                    parsed.InvocationConfiguration.Output, parsed.GetValue(globals.Output) == "json");
                return await run(new CliContext(parsed, client, output, error, cancellationToken));
            }
            catch (CliFailure failure)
            {
                await error.WriteLineAsync(failure.Message);
                return failure.ExitCode;
            }
        });
        return command;
    }
}
