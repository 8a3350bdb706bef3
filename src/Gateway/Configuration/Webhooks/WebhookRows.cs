using System.Collections.Frozen;
using System.Globalization;
using Gateway.Configuration.Store;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Configuration.Webhooks;

/// <summary>Between <see cref="WebhookDefinition"/> and its row.</summary>
internal static class WebhookRows
{
    public static WebhookDefinition ToDefinition(this WebhookRow row) => new()
    {
        Id = row.Id,
        AccountId = row.AccountId,
        Username = row.Username,
        Type = EventTypeNames.TryParse(row.Type, out var type)
            ? type
            : throw new InvalidDataException($"Webhook {row.Id} is of type '{row.Type}', which this version does not know."),
        Name = row.Name,
        Url = new Uri(row.Url),
        ContentType = row.ContentType == "form" ? BodyFormat.Form : BodyFormat.Json,
        Email = row.Email,
        Authorization = row.Authorization,
        ThresholdMph = row.ThresholdMph,
        ThresholdSeconds = row.ThresholdSeconds,
        ThresholdLowC = row.ThresholdLowC,
        ThresholdHighC = row.ThresholdHighC,
        Filter = row.VehicleIds is null && row.LandmarkIds is null
            ? WebhookFilter.All
            : new WebhookFilter(ReadIds(row.VehicleIds), ReadIds(row.LandmarkIds)),
        Batch = row.Batch,
        Policy = ReadPolicy(row),
        Secret = row.Secret,
        OldSecrets = ReadSecrets(row.OldSecrets),
        Paused = row.Paused,
        Disabled = row.Disabled,
        DisabledReason = row.DisabledReason,
        CreatedMs = row.CreatedMs,
    };

    public static WebhookRow ToRow(this WebhookDefinition webhook)
    {
        var row = new WebhookRow
        {
            AccountId = webhook.AccountId,
            Username = webhook.Username,
            Type = "",
            Name = "",
            Url = "",
            ContentType = "",
            Secret = "",
            CreatedMs = webhook.CreatedMs,
        };
        row.Take(webhook);
        return row;
    }

    public static void Take(this WebhookRow row, WebhookDefinition webhook)
    {
        row.Type = webhook.Type.ToName();
        row.Name = webhook.Name;
        row.Url = webhook.Url.OriginalString;
        row.ContentType = webhook.ContentType == BodyFormat.Form ? "form" : "json";
        row.Email = webhook.Email;
        row.Authorization = webhook.Authorization;
        row.ThresholdMph = webhook.ThresholdMph;
        row.ThresholdSeconds = webhook.ThresholdSeconds;
        row.ThresholdLowC = webhook.ThresholdLowC;
        row.ThresholdHighC = webhook.ThresholdHighC;
        row.VehicleIds = WriteIds(webhook.Filter.VehicleIds);
        row.LandmarkIds = WriteIds(webhook.Filter.LandmarkIds);
        row.Batch = webhook.Batch;
        row.BatchSize = webhook.Policy.BatchSize;
        row.BatchWaitMs = webhook.Policy.BatchWaitMs;
        row.RetrySchedule = webhook.Policy.RetrySchedule is { } waits ? string.Join(',', waits) : null;
        row.TimeoutSeconds = webhook.Policy.TimeoutSeconds;
        row.RateLimitPerSecond = webhook.Policy.RateLimitPerSecond;
        row.MaxConcurrency = webhook.Policy.MaxConcurrency;
        row.RetentionHours = webhook.Policy.RetentionHours;
        row.RetentionMessages = webhook.Policy.RetentionMessages;
        row.RetentionBytes = webhook.Policy.RetentionBytes;
        row.OrderedByVehicle = webhook.Policy.Ordering == DeliveryOrder.Vehicle;
        row.Collapse = webhook.Policy.Collapse;
        row.Secret = webhook.Secret;
        row.OldSecrets = WriteSecrets(webhook.OldSecrets);
        row.Paused = webhook.Paused;
        row.Disabled = webhook.Disabled;
        row.DisabledReason = webhook.DisabledReason;
    }

    private static WebhookPolicy ReadPolicy(WebhookRow row) => new()
    {
        RetrySchedule = row.RetrySchedule?.Split(',').Select(wait => int.Parse(wait, CultureInfo.InvariantCulture)).ToList(),
        TimeoutSeconds = row.TimeoutSeconds,
        RateLimitPerSecond = row.RateLimitPerSecond,
        MaxConcurrency = row.MaxConcurrency,
        RetentionHours = row.RetentionHours,
        RetentionMessages = row.RetentionMessages,
        RetentionBytes = row.RetentionBytes,
        Ordering = row.OrderedByVehicle ? DeliveryOrder.Vehicle : DeliveryOrder.None,
        BatchSize = row.BatchSize ?? WebhookPolicy.DefaultBatchSize,
        BatchWaitMs = row.BatchWaitMs ?? WebhookPolicy.DefaultBatchWaitMs,
        Collapse = row.Collapse,
    };

    private static IReadOnlyList<OldSecret> ReadSecrets(string? secrets) => secrets is null ? [] :
    [
        .. secrets.Split(',').Select(secret => secret.Split(' ')).Select(
            parts => new OldSecret(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture))),
    ];

    private static string? WriteSecrets(IReadOnlyList<OldSecret> secrets) => secrets.Count == 0
        ? null
        : string.Join(',', secrets.Select(old => string.Create(CultureInfo.InvariantCulture, $"{old.Secret} {old.ValidUntilMs}")));

    private static FrozenSet<long>? ReadIds(string? ids) =>
        ids?.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToFrozenSet();

    private static string? WriteIds(FrozenSet<long>? ids) => ids is null ? null : string.Join(',', ids.Order());
}
