namespace Gateway.Dispatch.Webhooks;

/// <summary>How a webhook is doing, as the dispatcher knows it.</summary>
/// <param name="QueueDepth">Messages not yet delivered: waiting, retrying or in flight.</param>
/// <param name="Total">Messages delivered since it was made.</param>
/// <param name="LastSuccessMs">The last delivery, Unix milliseconds.</param>
/// <param name="LastError">The last failed attempt in words, null after a success.</param>
/// <param name="Failing">Whether the last attempts failed and messages wait to be tried again.</param>
/// <param name="Expired">Messages given up because their retention ended: too old, or too many.</param>
/// <param name="Collapsed">Messages not sent because a newer one of the same vehicle took their place.</param>
/// <param name="QueueBytes">Bytes of the records of the messages not yet delivered, each rounded up by at most a sixteenth.</param>
public sealed record WebhookState(
    long QueueDepth,
    long Total,
    long? LastSuccessMs,
    string? LastError,
    bool Failing,
    long Expired,
    long Collapsed = 0,
    long QueueBytes = 0)
{
    public static WebhookState New { get; } = new(0, 0, null, null, false, 0);
}
