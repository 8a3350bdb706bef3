namespace Gateway.Dispatch.Delivery;

/// <summary>What came of one attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="StatusCode">The answer's status, null without an answer.</param>
/// <param name="RetryAfter">How long a 429 or 503 asks to wait, as asked, null where it does not.</param>
/// <param name="Error">The failure in words for the webhook's owner; null when delivered. Capped, printable, no secrets.</param>
public readonly record struct AttemptResult(
    AttemptOutcome Outcome,
    int? StatusCode = null,
    TimeSpan? RetryAfter = null,
    string? Error = null)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    public bool IsDelivered => Outcome == AttemptOutcome.Delivered;

    /// <summary>410: the receiver wants no more.</summary>
    public bool IsGone => StatusCode == 410;

    /// <summary>Whether the receiver has more than it can do: 429, 502, 503, 504, or no answer in time.</summary>
    public bool IsOverload => Outcome == AttemptOutcome.TimedOut || (!IsDelivered && StatusCode is 429 or 502 or 503 or 504);
}
