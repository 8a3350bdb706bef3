namespace Gateway.Dispatch.Delivery;

/// <summary>How one attempt to send a message ended.</summary>
public enum AttemptOutcome : byte
{
    /// <summary>Nothing was sent: the breaker was open, or the gateway is stopping. Not counted as an attempt.</summary>
    NotAttempted = 0,

    /// <summary>An answer 200..299, its body read to the end, within the time limit.</summary>
    Delivered,

    /// <summary>An answer with another status; 3xx among them, redirects are not followed.</summary>
    Refused,

    /// <summary>The time limit passed: connecting, TLS, headers and body included.</summary>
    TimedOut,

    /// <summary>No connection: name not found, refused, TLS failed, or broken before the answer's headers.</summary>
    ConnectionFailed,

    /// <summary>The name stands for no address to which webhooks may go.</summary>
    AddressForbidden,

    /// <summary>The answer began but its body broke off.</summary>
    AnswerBroken,

    /// <summary>The answer's body is longer than what is read.</summary>
    AnswerTooLong,

    /// <summary>The webhook's secret or Authorization value can't be used.</summary>
    Unsendable,
}
