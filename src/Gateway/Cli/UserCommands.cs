using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway user …</c>.</summary>
internal static class UserCommands
{
    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "user", "/v1/users");
        return new Command("user", "Users of the account and what they may do.")
        {
            resource.List("id", "username", "role", "name", "email", "created_time"),
            resource.Show(),
            resource.Create(Shared(
                new BodyOptions().Text("--username", "username", "Stands in messages; never changed.", required: true),
                isNew: true)),
            resource.Update(Shared(new BodyOptions(), isNew: false)),
            resource.Delete(),
        };
    }

    private static BodyOptions Shared(BodyOptions options, bool isNew) => options
        .Text("--role", "role", "reader, manager or admin.", isNew, "reader", "manager", "admin")
        .Text("--name", "name", "For people.")
        .Text("--email", "email", "E-mail address.");
}
