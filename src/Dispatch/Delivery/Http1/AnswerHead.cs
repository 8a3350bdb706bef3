namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>What the head of an answer says, as far as it matters to a sender.</summary>
internal struct AnswerHead
{
    /// <summary>100 to 999.</summary>
    public int StatusCode;

    /// <summary>Where the reason stands in the head; may be empty.</summary>
    public Range Reason;

    /// <summary>Where the header lines stand in the head, the empty line not among them.</summary>
    public Range Headers;

    /// <summary>Where the value of Retry-After stands in the head; empty for none.</summary>
    public Range RetryAfter;

    /// <summary>How the body ends.</summary>
    public BodyKind Body;

    /// <summary>Bytes of the body where <see cref="Body"/> is <see cref="BodyKind.Length"/>.</summary>
    public long ContentLength;

    /// <summary>Whether the connection can carry another request after the body.</summary>
    public bool KeepsAlive;

    /// <summary>Whether another head follows without a body: 100 Continue, 103 Early Hints (RFC 9110, 15.2).</summary>
    public readonly bool IsInterim => StatusCode is >= 100 and <= 199 and not 101;
}
