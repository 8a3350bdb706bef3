namespace Gateway.Dispatch.Queues;

/// <summary>What a queue knows besides its messages.</summary>
/// <param name="Total">Messages delivered.</param>
/// <param name="Expired">Messages given up because they were too old.</param>
/// <param name="GivenUp">Messages given up because the queue was full.</param>
/// <param name="Collapsed">Messages that a newer one took the place of.</param>
/// <param name="LastSuccessMs">Unix milliseconds, 0 for never.</param>
/// <param name="HoldUntilMs">Until when the receiver asked to be left alone, Unix milliseconds, 0 for not.</param>
/// <param name="LastError">Null after a success.</param>
/// <param name="ExpiredList">The last messages given up, oldest first.</param>
internal readonly record struct QueueStatistics(
    long Total,
    long Expired,
    long GivenUp,
    long Collapsed,
    long LastSuccessMs,
    long HoldUntilMs,
    string? LastError,
    IReadOnlyCollection<ExpiredDelivery> ExpiredList);
