using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary>A webhook as the API shows it.</summary>
public sealed record WebhookObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string Username { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    [Description("json or form.")]
    public required string ContentType { get; init; }

    public required string? Email { get; init; }

    [Description("Its scheme with the rest hidden, for example 'Basic ***'; null where none is set.")]
    public required string? Authorization { get; init; }

    public required double? ThresholdMph { get; init; }

    public required int? ThresholdSeconds { get; init; }

    public required double? ThresholdLowC { get; init; }

    public required double? ThresholdHighC { get; init; }

    public required WebhookFilterObject? Filter { get; init; }

    public required bool Batch { get; init; }

    public required int BatchSize { get; init; }

    public required int BatchWaitMs { get; init; }

    [Description("Seconds; null for the server's schedule.")]
    public required IReadOnlyList<int>? RetrySchedule { get; init; }

    public required int? TimeoutSeconds { get; init; }

    public required double? RateLimitPerSecond { get; init; }

    public required int? MaxConcurrency { get; init; }

    public required int? RetentionHours { get; init; }

    public required long? RetentionMessages { get; init; }

    public required long? RetentionBytes { get; init; }

    [Description("none or vehicle.")]
    public required string Ordering { get; init; }

    public required bool Collapse { get; init; }

    [Description("The signing secret; in the answer to the create and to a rotation only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("Until when the secrets before this one sign too, Unix seconds; left out where none does.")]
    public long? OldSecretValidUntil { get; init; }

    [Description("running, paused, failing or disabled.")]
    public required string Status { get; init; }

    [Description("Messages not yet delivered.")]
    public required long QueueDepth { get; init; }

    [Description("Bytes of their events in the gateway's journal, each rounded up by at most a sixteenth.")]
    public required long QueueBytes { get; init; }

    [Description("Messages delivered.")]
    public required long Total { get; init; }

    [Description("Messages given up because their retention ended: too old, or too many.")]
    public required long Expired { get; init; }

    [Description("Messages not sent because a newer one of the same vehicle took their place.")]
    public required long Collapsed { get; init; }

    [Description("Unix seconds of the last delivery, or null.")]
    public required long? LastSuccessTime { get; init; }

    public required string? LastError { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static WebhookObject From(WebhookDefinition webhook, WebhookState state, bool withSecret = false) => new()
    {
        Id = webhook.Id,
        AccountId = webhook.AccountId,
        Username = webhook.Username,
        Type = webhook.Type.ToName(),
        Name = webhook.Name,
        Url = webhook.Url.OriginalString,
        ContentType = webhook.ContentType == BodyFormat.Form ? "form" : "json",
        Email = webhook.Email,
        Authorization = AuthorizationValue.Show(webhook.Authorization),
        ThresholdMph = webhook.ThresholdMph,
        ThresholdSeconds = webhook.ThresholdSeconds,
        ThresholdLowC = webhook.ThresholdLowC,
        ThresholdHighC = webhook.ThresholdHighC,
        Filter = webhook.Filter is { VehicleIds: null, LandmarkIds: null } ? null : new WebhookFilterObject
        {
            VehicleIds = webhook.Filter.VehicleIds?.Order().ToList(),
            LandmarkIds = webhook.Filter.LandmarkIds?.Order().ToList(),
        },
        Batch = webhook.Batch,
        BatchSize = webhook.Policy.BatchSize,
        BatchWaitMs = webhook.Policy.BatchWaitMs,
        RetrySchedule = webhook.Policy.RetrySchedule,
        TimeoutSeconds = webhook.Policy.TimeoutSeconds,
        RateLimitPerSecond = webhook.Policy.RateLimitPerSecond,
        MaxConcurrency = webhook.Policy.MaxConcurrency,
        RetentionHours = webhook.Policy.RetentionHours,
        RetentionMessages = webhook.Policy.RetentionMessages,
        RetentionBytes = webhook.Policy.RetentionBytes,
        Ordering = webhook.Policy.Ordering == DeliveryOrder.Vehicle ? "vehicle" : "none",
        Collapse = webhook.Policy.Collapse,
        Secret = withSecret ? webhook.Secret : null,
        OldSecretValidUntil = webhook.OldSecrets.Count == 0 ? null : webhook.OldSecrets.Max(old => old.ValidUntilMs) / 1000,
        Status = webhook.Disabled ? "disabled" : webhook.Paused ? "paused" : state.Failing ? "failing" : "running",
        QueueDepth = state.QueueDepth,
        QueueBytes = state.QueueBytes,
        Total = state.Total,
        Expired = state.Expired,
        Collapsed = state.Collapsed,
        LastSuccessTime = state.LastSuccessMs / 1000,
        LastError = webhook.DisabledReason ?? state.LastError,
        CreatedTime = webhook.CreatedMs / 1000,
    };
}
