using System.CommandLine;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway webhook retry</c>, <c>replay</c> and what goes with it.</summary>
internal static class WebhookReplayCommands
{
    private const string Path = "/v1/webhooks";

    public static Command Retry(ResourceCommands webhooks)
    {
        var message = new Argument<string>("event") { Description = "The event_id, or the webhook-id, of the message." };
        var command = webhooks.WithId("retry", "Send one message again now.", async (context, id) =>
        {
            var name = Uri.EscapeDataString(context.Parsed.GetValue(message)!);
            context.Output.One(await context.Client.PostAsync($"{Path}/{id}/attempts/{name}/retry", null, context.Stop));
            return CliExit.Done;
        });
        command.Arguments.Add(message);
        return command;
    }

    public static Command Replay(ResourceCommands webhooks)
    {
        var from = CliTime.Option("--from", "Events queued at this time or later: ISO 8601 or Unix seconds.", required: true);
        var to = CliTime.Option("--to", "Events queued at this time or earlier; now where it is left out.", required: false);
        var rate = new Option<int?>("--rate") { Description = "Messages a second at most." };
        var command = webhooks.WithId("replay", "Queue the retained events of a time range again.", async (context, id) =>
        {
            var body = new JsonObject { ["from"] = context.Parsed.GetValue(from) };
            if (context.Parsed.GetValue(to) is { } end)
            {
                body["to"] = end;
            }

            if (context.Parsed.GetValue(rate) is { } perSecond)
            {
                body["rate"] = perSecond;
            }

            context.Output.One(await context.Client.PostAsync($"{Path}/{id}/replay", body, context.Stop));
            return CliExit.Done;
        });
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(rate);
        return command;
    }

    public static Command Replays(ResourceCommands webhooks) =>
        webhooks.WithId("replays", "List replays, newest first.", async (context, id) =>
        {
            var page = await context.Client.GetAsync($"{Path}/{id}/replays", context.Stop);
            context.Output.List(
                page!["data"]!.DeepClone().AsArray(),
                ["id", "status", "from", "to", "rate", "queued", "already_waiting", "progress", "error"]);
            return CliExit.Done;
        });

    public static Command Cancel(ResourceCommands webhooks)
    {
        var replay = new Argument<long>("replay") { Description = "The replay's id." };
        var command = webhooks.WithId("cancel-replay", "End a replay; what it queued stays queued.", async (context, id) =>
        {
            var number = context.Parsed.GetValue(replay);
            context.Output.One(await context.Client.PostAsync($"{Path}/{id}/replays/{number}/cancel", null, context.Stop));
            return CliExit.Done;
        });
        command.Arguments.Add(replay);
        return command;
    }
}
