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

    [Description("speed: miles an hour, required. posted: miles an hour over the limit, 0 where it is left out.")]
    public double? ThresholdMph { get; init; }

    [Description("idle: seconds, 300 where it is left out.")]
    public int? ThresholdSeconds { get; init; }

    [Description("temperature: lower end of the range in °C.")]
    public double? ThresholdLowC { get; init; }

    [Description("temperature: upper end of the range in °C.")]
    public double? ThresholdHighC { get; init; }

    [Description("Which vehicles and landmarks it is for; null for all.")]
    public WebhookFilterObject? Filter { get; init; }

    [Description("Whether several messages may go in one POST; json only.")]
    public bool? Batch { get; init; }

    [Description("Signing secret: whsec_ and base64 of 24 to 64 bytes; made at random where it is left out.")]
    public string? Secret { get; init; }
}
