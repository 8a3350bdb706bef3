using System.ComponentModel;

namespace Gateway.Api.Operations;

/// <summary>What to send again.</summary>
public sealed record ReplayInput
{
    [Description("Events queued at this time or later (head.enqueue_time), Unix seconds. Required.")]
    public long? From { get; init; }

    [Description("Events queued at this time or earlier, Unix seconds; now where it is left out.")]
    public long? To { get; init; }

    [Description("Messages a second at most, 1 to 100000; as fast as they are delivered where it is left out.")]
    public int? Rate { get; init; }
}
