using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway driver …</c>.</summary>
internal static class DriverCommands
{
    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "driver", "/v1/drivers");
        return new Command("driver", "Drivers and their iButtons or cards.")
        {
            resource.List("id", "first_name", "last_name", "credential"),
            resource.Show(),
            resource.Create(Body(isNew: true)),
            resource.Update(Body(isNew: false)),
            resource.Delete(),
        };
    }

    private static BodyOptions Body(bool isNew) => new BodyOptions()
        .Text("--first-name", "first_name", "First name.", isNew)
        .Text("--last-name", "last_name", "Last name.", isNew)
        .Text("--credential", "credential", "iButton or RFID id.");
}
