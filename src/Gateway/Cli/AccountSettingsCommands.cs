using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway account settings …</c>: of the account of the key.</summary>
internal static class AccountSettingsCommands
{
    private const string Path = "/v1/account";

    public static Command Create(CliGlobals globals) => new("settings", "What the account calls a trip, an idle, a visit.")
    {
        Show(globals),
        Set(globals),
    };

    private static Command Show(CliGlobals globals) => globals.Define("show", "Show the account's settings.", async context =>
    {
        context.Output.One((await context.Client.GetAsync(Path, context.Stop))?["settings"]);
        return CliExit.Done;
    });

    private static Command Set(CliGlobals globals)
    {
        var values = new Argument<string[]>("name=value")
        {
            Description = "Settings and their new values; 'default' for a value gives the default.",
            Arity = ArgumentArity.OneOrMore,
        };
        values.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !TryRead(token.Value, out _, out _)))
            {
                result.AddError($"'{token.Value}' is not NAME=VALUE with a number, or default, for VALUE.");
            }
        });
        var command = globals.Define("set", "Change settings of the account, from now on.", async context =>
        {
            var settings = new JsonObject();
            foreach (var text in context.Parsed.GetValue(values)!)
            {
                TryRead(text, out var name, out var value);
                settings[name] = value;
            }

            var body = new JsonObject { ["settings"] = settings };
            context.Output.One((await context.Client.PatchAsync(Path, body, context.Stop))?["settings"]);
            return CliExit.Done;
        });
        command.Arguments.Add(values);
        return command;
    }

    private static bool TryRead(string text, out string name, out JsonNode? value)
    {
        var parts = text.Split('=', 2);
        (name, value) = (parts[0], null);
        if (parts.Length < 2 || name.Length == 0 || parts[1] == "default")
        {
            return parts.Length == 2 && name.Length > 0;
        }

        if (!double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return false;
        }

        value = number;
        return true;
    }
}
