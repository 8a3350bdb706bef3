using System.CommandLine;

namespace Gateway.Cli;

/// <summary>The options that all admin commands have.</summary>
internal sealed class CliGlobals
{
    private const string KeyVariable = "GATEWAY_KEY";

    public CliGlobals()
    {
        Server.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            {
                result.AddError("--server must be an http or https address.");
            }
        });
        Output.AcceptOnlyFromAmong("table", "json");
    }

    public Option<string> Server { get; } = new("--server")
    {
        Description = "The gateway's HTTP address.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    public Option<string?> Key { get; } = new("--key")
    {
        Description = $"The API key; else it is taken from {KeyVariable}.",
        HelpName = "K",
        Recursive = true,
    };

    public Option<string> Output { get; } = new("--output")
    {
        Description = "table for people, json for scripts.",
        Recursive = true,
        DefaultValueFactory = _ => "table",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Server);
        command.Options.Add(Key);
        command.Options.Add(Output);
    }

    /// <summary>The key given, or that of the environment, or null.</summary>
    public string? ReadKey(ParseResult parsed) =>
        parsed.GetValue(Key) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable(KeyVariable);
}
