namespace Gateway.Dispatch.Signing;

/// <summary>What a check of a message's signature found.</summary>
public enum VerifyOutcome
{
    Valid,

    /// <summary>The id is empty or has a dot in it.</summary>
    BadId,

    /// <summary>The timestamp is not a number of seconds.</summary>
    BadTimestamp,

    /// <summary>The timestamp lies further back than the tolerance.</summary>
    TooOld,

    /// <summary>The timestamp lies further ahead than the tolerance.</summary>
    TooNew,

    /// <summary>No entry of the signature header is of version <c>v1</c>.</summary>
    NoVersion,

    /// <summary>No entry fits: another secret, or another body, id or timestamp than was signed.</summary>
    NoMatch,
}
