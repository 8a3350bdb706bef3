using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary><c>gateway webhook attempts</c> and <c>tail</c>.</summary>
internal static class WebhookAttemptCommands
{
    private const string Path = "/v1/webhooks";

    public static Command Attempts(ResourceCommands webhooks)
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        var outcome = new Option<string?>("--outcome") { Description = "Only these: failed, delivered, refused, timed_out …" };
        var status = new Option<int?>("--status") { Description = "Only answers with this HTTP status." };
        var command = webhooks.WithId("attempts", "List recent attempts, newest first.", async (context, id) =>
        {
            var query = new List<string>();
            if (context.Parsed.GetValue(outcome) is { } wanted)
            {
                query.Add($"outcome={Uri.EscapeDataString(wanted)}");
            }

            if (context.Parsed.GetValue(status) is { } code)
            {
                query.Add($"status={code}");
            }

            var path = $"{Path}/{id}/attempts" + (query.Count > 0 ? "?" + string.Join('&', query) : "");
            var attempts = await context.Client.ListAsync(path, context.Stop, context.Parsed.GetValue(limit));
            context.Output.List(
                attempts,
                ["time", "event_id", "type", "vehicle_id", "retry_count", "outcome", "status", "duration_ms", "error"]);
            return CliExit.Done;
        });
        command.Options.Add(limit);
        command.Options.Add(outcome);
        command.Options.Add(status);
        return command;
    }

    public static Command Tail(ResourceCommands webhooks)
    {
        var count = new Option<int?>("--count") { Description = "End after so many attempts." };
        var command = webhooks.WithId("tail", "Show each attempt as it happens.", async (context, id) =>
        {
            var left = context.Parsed.GetValue(count) ?? int.MaxValue;
            try
            {
                await foreach (var (name, data) in context.Client.WatchAsync($"{Path}/{id}/live", context.Stop))
                {
                    if (name == "dropped")
                    {
                        await context.Error.WriteLineAsync($"Too slow: some attempts are not shown. {data}");
                    }
                    else
                    {
                        context.Output.Line(Describe(Parse(data)), data);
                        if (--left <= 0)
                        {
                            return CliExit.Done;
                        }
                    }
                }
            }
            catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
            {
                return CliExit.Done;
            }

            throw CliFailure.Refused("The gateway ended the stream.");
        });
        command.Options.Add(count);
        return command;
    }

    private static JsonNode Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data)!;
        }
        catch (JsonException)
        {
            throw CliFailure.Refused("What answers is not a gateway.");
        }
    }

    private static string Describe(JsonNode attempt)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds((long)attempt["time_ms"]!);
        var status = attempt["status"] is { } code ? $" {code}" : "";
        var retry = (int)attempt["retry_count"]! is var count and > 0 ? $" retry {count}" : "";
        var error = attempt["error"] is { } text ? $"  {(string?)text}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time:yyyy-MM-ddTHH:mm:ss.fffZ}  {(string?)attempt["outcome"]}{status}  {(double)attempt["duration_ms"]!:0.0} ms  ")
            + $"{(string?)attempt["type"]}  vehicle {attempt["vehicle_id"]}  {(string?)attempt["event_id"]}{retry}{error}";
    }
}
