using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway key …</c>.</summary>
internal static class KeyCommands
{
    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "key", "/v1/keys");
        return new Command("key", "API keys.")
        {
            resource.List("id", "name", "role", "username", "prefix", "last_used_time"),
            resource.Create(new BodyOptions()
                .Text("--name", "name", "For people.", required: true)
                .Text("--role", "role", "reader, manager or admin.", required: true, "reader", "manager", "admin")),
            resource.Delete("revoke", "Revoked"),
        };
    }
}
