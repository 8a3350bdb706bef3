namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>How far an answer has come.</summary>
internal enum AnswerProgress
{
    /// <summary>More bytes are needed.</summary>
    More = 0,

    /// <summary>It is there to its end.</summary>
    Complete,

    /// <summary>What came is no HTTP/1.1 answer, its head is too long, or it broke off in it.</summary>
    NoAnswer,

    /// <summary>The head was fine; the body broke off, or its chunks make no sense.</summary>
    BodyBroken,

    /// <summary>The body is longer than what is read.</summary>
    TooLong,
}
