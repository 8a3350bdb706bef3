using System.ComponentModel;

namespace Gateway.Api.Webhooks;

/// <summary>
/// The fields that a user can set. The reader takes these names and no others; PATCH takes any of them, with null to
/// clear.
/// </summary>
public sealed record WebhookInput
{
    [Description("One of the names of GET /v1/webhook-types. Required.")]
    public string? Type { get; init; }

    [Description("An absolute http or https address with a host, without user, password and fragment. Required.")]
    public string? Url { get; init; }

    [Description("For people; the type where it is left out.")]
    public string? Name { get; init; }

    [Description("json (default) or form.")]
    public string? ContentType { get; init; }

    [Description("Who is told when the webhook fails.")]
    public string? Email { get; init; }

    [Description("The whole value of the Authorization header sent to the receiver.")]
    public string? Authorization { get; init; }

    [Description("speed: miles an hour. posted: miles an hour over the limit. 0 where it is left out.")]
    public double? ThresholdMph { get; init; }

    [Description("idle: seconds, 300 where it is left out.")]
    public int? ThresholdSeconds { get; init; }

    [Description("temperature: lower end of the range in °C.")]
    public double? ThresholdLowC { get; init; }

    [Description("temperature: upper end of the range in °C.")]
    public double? ThresholdHighC { get; init; }

    [Description("Which vehicles and landmarks it is for; null for all.")]
    public WebhookFilterObject? Filter { get; init; }

    [Description("Whether messages go as a JSON array, several in one POST, all or nothing; json only.")]
    public bool? Batch { get; init; }

    [Description("Most messages of one batch, 1 to 1000; 100 where it is left out.")]
    public int? BatchSize { get; init; }

    [Description("Longest that a message waits for company, milliseconds, 0 to 60000; 1000 where it is left out.")]
    public int? BatchWaitMs { get; init; }

    [Description("Waits after the first, second … failed attempt, seconds, 1 to 30 of them, each up to 604800; the last one repeats. Null for the server's schedule.")]
    public IReadOnlyList<int>? RetrySchedule { get; init; }

    [Description("Limit of one attempt in seconds, 1 to 30, from connecting to the end of the answer. Null for the server's.")]
    public int? TimeoutSeconds { get; init; }

    [Description("Most POSTs a second, 0.01 to 10000; a batch is one. Null for no limit.")]
    public double? RateLimitPerSecond { get; init; }

    [Description("Most POSTs on their way at the same time, 1 to 256. Null for the server's limit.")]
    public int? MaxConcurrency { get; init; }

    [Description("Messages older than this are given up, 1 to 87600. Null: as long as the server keeps events.")]
    public int? RetentionHours { get; init; }

    [Description("Most messages that wait, 1 to 1000000000; the oldest is given up where one more comes. Null for no limit.")]
    public int? RetentionMessages { get; init; }

    [Description("Most bytes of events that wait, 1048576 (1 MiB) or more; the oldest are given up until the rest fits. Null for no limit.")]
    public long? RetentionBytes { get; init; }

    [Description("none (default), or vehicle: at most one POST in flight for a vehicle, none overtakes another.")]
    public string? Ordering { get; init; }

    [Description("location: while behind, send only the newest message of each vehicle.")]
    public bool? Collapse { get; init; }

    [Description("Signing secret: whsec_ and base64 of 24 to 64 bytes; made at random where it is left out.")]
    public string? Secret { get; init; }
}
