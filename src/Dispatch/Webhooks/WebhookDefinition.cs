using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;

namespace Gateway.Dispatch.Webhooks;

/// <summary>One webhook as configured. Immutable, checked when it was made.</summary>
public sealed record WebhookDefinition
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The user that owns it, for the head of its messages.</summary>
    public required string Username { get; init; }

    public required EventType Type { get; init; }

    public required string Name { get; init; }

    /// <summary>An absolute http or https address with a host and without credentials.</summary>
    public required Uri Url { get; init; }

    public required BodyFormat ContentType { get; init; }

    public string? Email { get; init; }

    /// <summary>The whole value of the Authorization header; a secret: never logged.</summary>
    public string? Authorization { get; init; }

    /// <summary>For <c>speed</c> and <c>posted</c>: miles an hour.</summary>
    public double? ThresholdMph { get; init; }

    /// <summary>For <c>idle</c>: seconds.</summary>
    public int? ThresholdSeconds { get; init; }

    /// <summary>For <c>temperature</c>: the range's lower end, °C.</summary>
    public double? ThresholdLowC { get; init; }

    /// <summary>For <c>temperature</c>: the range's upper end, °C.</summary>
    public double? ThresholdHighC { get; init; }

    public WebhookFilter Filter { get; init; } = WebhookFilter.All;

    /// <summary>Whether messages go as a JSON array, several in one POST (JSON only).</summary>
    public bool Batch { get; init; }

    public WebhookPolicy Policy { get; init; } = WebhookPolicy.Default;

    /// <summary>Standard Webhooks secret, <c>whsec_</c> and base64; a secret: never logged.</summary>
    public required string Secret { get; init; }

    /// <summary>Secrets that were replaced and sign too for a while, newest first.</summary>
    public IReadOnlyList<OldSecret> OldSecrets { get; init; } = [];

    /// <summary>A paused webhook keeps queueing and sends nothing.</summary>
    public bool Paused { get; init; }

    /// <summary>A disabled webhook takes no new events and sends nothing; its queue stays.</summary>
    public bool Disabled { get; init; }

    /// <summary>Why it was disabled, in words; null where it is not.</summary>
    public string? DisabledReason { get; init; }

    public required long CreatedMs { get; init; }
}
