using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway webhook …</c>.</summary>
internal static class WebhookCommands
{
    private const string Path = "/v1/webhooks";

    public static Command Create(CliGlobals globals)
    {
        var resource = new ResourceCommands(globals, "webhook", Path);
        var types = globals.Define("types", "List the types of webhook.", async context =>
        {
            context.Output.List(
                await context.Client.ListAsync("/v1/webhook-types", context.Stop), ["type", "name", "description"]);
            return CliExit.Done;
        });
        return new Command("webhook", "Webhooks: where events are sent to.")
        {
            resource.List("id", "type", "name", "url", "status", "queue_depth", "total", "last_error"),
            resource.Show(),
            resource.Create(Body(isNew: true)),
            resource.Update(Body(isNew: false)),
            resource.Delete(),
            resource.Act("pause", "Stop sending; events are still queued."),
            resource.Act("resume", "Send again, also after the webhook was disabled."),
            resource.Act("test", "Send an example message through the real queue."),
            types,
            WebhookAttemptCommands.Attempts(resource),
            WebhookAttemptCommands.Tail(resource),
            WebhookSecretCommands.Rotate(resource),
            WebhookSecretCommands.Verify(TimeProvider.System),
            WebhookReplayCommands.Retry(resource),
            WebhookReplayCommands.Replay(resource),
            WebhookReplayCommands.Replays(resource),
            WebhookReplayCommands.Cancel(resource),
        };
    }

    private static BodyOptions Body(bool isNew) => new BodyOptions()
        .Text("--type", "type", "One of 'gateway webhook types'.", isNew)
        .Text("--url", "url", "The receiver's http or https address.", isNew)
        .Text("--name", "name", "For people; the type where it is left out.")
        .Text("--content-type", "content_type", "json or form.", false, "json", "form")
        .Text("--email", "email", "Who is told when the webhook fails.")
        .Text("--authorization", "authorization", "The Authorization header for the receiver: \"Basic …\".")
        .Number("--threshold-mph", "threshold_mph", "speed: mph from which on. posted: mph over the limit.")
        .Integer("--threshold-seconds", "threshold_seconds", "idle: seconds.")
        .Number("--threshold-low-c", "threshold_low_c", "temperature: lower end, °C.")
        .Number("--threshold-high-c", "threshold_high_c", "temperature: upper end, °C.")
        .Ids("--vehicle-ids", "filter", "vehicle_ids", "Only these vehicles.")
        .Ids("--landmark-ids", "filter", "landmark_ids", "Only these landmarks.")
        .Flag("--batch", "batch", "Messages as a JSON array, several in one POST.")
        .Integer("--batch-size", "batch_size", "Most messages of one batch.")
        .Integer("--batch-wait-ms", "batch_wait_ms", "Longest that a message waits for company.")
        .Numbers("--retry-schedule", "retry_schedule", "Seconds between attempts; the last one repeats.")
        .Integer("--timeout-seconds", "timeout_seconds", "Limit of one attempt, 1 to 30.")
        .Number("--rate-limit-per-second", "rate_limit_per_second", "Most POSTs a second.")
        .Integer("--max-concurrency", "max_concurrency", "Most POSTs at the same time.")
        .Integer("--retention-hours", "retention_hours", "Older messages are given up.")
        .Integer("--retention-messages", "retention_messages", "Most messages that wait; the oldest go.")
        .Integer("--retention-bytes", "retention_bytes", "Most bytes of events that wait; the oldest go.")
        .Text("--ordering", "ordering", "none, or vehicle: one after the other for each vehicle.", false, "none", "vehicle")
        .Flag("--collapse", "collapse", "location: while behind, only the newest of each vehicle.")
        .Text("--secret", "secret", "Signing secret whsec_…; made at random where it is left out.");
}
