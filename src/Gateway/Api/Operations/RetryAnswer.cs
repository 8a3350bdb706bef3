using System.ComponentModel;

namespace Gateway.Api.Operations;

/// <summary>What came of the wish to send one message again.</summary>
public sealed record RetryAnswer
{
    public required string EventId { get; init; }

    [Description("queued: it goes as soon as the receiver may be called. waiting: it is in the queue or on its way already.")]
    public required string Status { get; init; }

    public required string Message { get; init; }
}
