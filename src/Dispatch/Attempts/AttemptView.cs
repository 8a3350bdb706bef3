using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Attempts;

/// <summary>One attempt that is over, over borrowed memory.</summary>
internal readonly ref struct AttemptView
{
    public required WebhookTemplate Template { get; init; }

    public required QueuedMessage Message { get; init; }

    /// <summary>Whether it is the attempt of a batch whose first message was told of before.</summary>
    public bool IsFollower { get; init; }

    /// <summary>The event's record.</summary>
    public required ReadOnlySpan<byte> Record { get; init; }

    /// <summary>What went out; null where nothing could.</summary>
    public required SignedMessage? Sent { get; init; }

    public required AttemptResult Result { get; init; }

    /// <summary>When it began, Unix milliseconds.</summary>
    public required long StartedMs { get; init; }

    /// <summary>The answer's headers, <c>Name: value</c> lines, UTF-8.</summary>
    public required ReadOnlySpan<byte> AnswerHeaders { get; init; }

    /// <summary>The beginning of the answer's body.</summary>
    public required ReadOnlySpan<byte> AnswerBody { get; init; }
}
