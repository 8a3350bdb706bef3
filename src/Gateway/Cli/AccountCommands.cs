using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway account …</c>.</summary>
internal static class AccountCommands
{
    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "account", "/v1/accounts");
        var command = new Command("account", "Accounts; list, show, create and update are for the operator, settings for the account of the key.");
        command.Subcommands.Add(resource.List("id", "name", "status", "created_time"));
        command.Subcommands.Add(resource.Show());
        command.Subcommands.Add(resource.Create(new BodyOptions()
            .Text("--name", "name", "For people.", required: true)
            .Text("--username", "username", "Of its first user, an admin.")
            .Text("--email", "email", "Of its first user.")));
        command.Subcommands.Add(resource.Update(new BodyOptions()
            .Text("--name", "name", "For people.")
            .Text("--status", "status", "suspended: its keys are refused.", false, "active", "suspended")));
        command.Subcommands.Add(AccountSettingsCommands.Create(globals));
        return command;
    }
}
