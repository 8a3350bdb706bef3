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
            resource.List("id", "name", "role", "username", "prefix", "created_time", "last_used_time"),
            resource.Show(),
            resource.Create(new BodyOptions()
                .Text("--name", "name", "For people.", required: true)
                .Text("--role", "role", "reader, manager or admin.", required: true, "reader", "manager", "admin")
                .Integer("--user-id", "user_id", "Whose key it is; your own user where it is left out.")),
            resource.Delete("revoke", "Revoked"),
        };
    }
}
