using System.CommandLine;
using System.Globalization;

namespace Gateway.Cli;

/// <summary><c>gateway audit</c>.</summary>
internal static class AuditCommands
{
    public static Command Create(CliGlobals globals)
    {
        var from = CliTime.Option("--from", "Only from this time on: ISO 8601 or Unix seconds.", required: false);
        var to = CliTime.Option("--to", "Only before this time.", required: false);
        var kind = new Option<string?>("--object") { Description = "Only this kind of object: webhooks, vehicles …" };
        var id = new Option<long?>("--object-id") { Description = "Only the object with this id." };
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        var command = globals.Define("audit", "Who changed what, newest first.", async context =>
        {
            (string Name, object? Value)[] query =
            [
                ("from", context.Parsed.GetValue(from)), ("to", context.Parsed.GetValue(to)),
                ("object", context.Parsed.GetValue(kind)), ("object_id", context.Parsed.GetValue(id)),
            ];
            var given = query.Where(part => part.Value is not null).Select(part =>
                $"{part.Name}={Uri.EscapeDataString(Convert.ToString(part.Value, CultureInfo.InvariantCulture)!)}").ToList();
            var path = "/v1/audit" + (given.Count > 0 ? "?" + string.Join('&', given) : "");
            context.Output.List(
                await context.Client.ListAsync(path, context.Stop, context.Parsed.GetValue(limit)),
                ["id", "time", "username", "key_prefix", "method", "route", "object_id", "status", "remote_address"]);
            return CliExit.Done;
        });
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(kind);
        command.Options.Add(id);
        command.Options.Add(limit);
        return command;
    }
}
