using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Attempts;

/// <summary>One attempt as the log keeps it.</summary>
public sealed record AttemptEntry
{
    /// <summary>Grows from attempt to attempt, over all webhooks.</summary>
    public required long Id { get; init; }

    public required long WebhookId { get; init; }

    /// <summary>When it began, Unix milliseconds.</summary>
    public required long TimeMs { get; init; }

    public required EventId EventId { get; init; }

    /// <summary>The event's own type; for a <c>landmark_change</c> webhook enter or leave.</summary>
    public required EventType Type { get; init; }

    /// <summary>0 for a test message.</summary>
    public required long VehicleId { get; init; }

    /// <summary>Where the event lies.</summary>
    public required MessageKey Key { get; init; }

    /// <summary>Attempts before this one.</summary>
    public required int RetryCount { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>The answer's status, null without an answer.</summary>
    public required int? StatusCode { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The failure in words, null when delivered.</summary>
    public required string? Error { get; init; }

    public required BodyFormat Format { get; init; }

    /// <summary>The <c>webhook-timestamp</c>; null where nothing was sent.</summary>
    public required long? Timestamp { get; init; }

    /// <summary>The <c>webhook-signature</c>; null where nothing was sent.</summary>
    public required string? Signature { get; init; }

    /// <summary>The Authorization header with its secret hidden, null for none.</summary>
    public required string? Authorization { get; init; }

    /// <summary>The answer's headers, <c>Name: value</c> lines.</summary>
    public required string AnswerHeaders { get; init; }

    /// <summary>The first <see cref="AttemptFormat.MaxBody"/> bytes of the answer's body.</summary>
    public required byte[] AnswerBody { get; init; }

    /// <summary>Whether the answer's body went on.</summary>
    public required bool IsCut { get; init; }

    public bool IsDelivered => Outcome == AttemptOutcome.Delivered;

    /// <summary>The batch's <c>webhook-id</c> where it went in a batch, else null.</summary>
    public string? BatchId { get; init; }

    /// <summary>The <c>webhook-id</c>.</summary>
    public string MessageId => BatchId ?? $"msg_{EventId}_{WebhookId}";
}
