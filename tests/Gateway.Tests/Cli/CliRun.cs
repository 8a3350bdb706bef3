using System.CommandLine;
using System.Text.Json.Nodes;
using Gateway.Cli;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Cli;

/// <summary>One run of the admin CLI, in this process.</summary>
internal sealed record CliRun(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public static Task<CliRun> StartAsync(ApiHost host, params string[] args) =>
        StartAsync([.. args, "--server", host.Address.ToString(), "--key", ApiHost.AdminKey]);

    public static async Task<CliRun> StartAsync(params string[] args)
    {
        var root = new RootCommand("test");
        foreach (var command in AdminCommands.Create())
        {
            root.Subcommands.Add(command);
        }

        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await AdminCommands.InvokeAsync(
            root,
            args,
            new InvocationConfiguration { Output = output, Error = error },
            TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
