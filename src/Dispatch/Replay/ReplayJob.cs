using System.Text.Json.Serialization;

namespace Gateway.Dispatch.Replay;

/// <summary>One replay and how far it is. Immutable; on disk as JSON.</summary>
public sealed record ReplayJob
{
    public required long Id { get; init; }

    public required long WebhookId { get; init; }

    public required ReplayRange Range { get; init; }

    public required ReplayStatus Status { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long CreatedMs { get; init; }

    /// <summary>Unix milliseconds, null while it goes on.</summary>
    public long? EndedMs { get; init; }

    /// <summary>Messages put into the queue.</summary>
    public long Queued { get; init; }

    /// <summary>Messages of the range that waited in the queue anyway.</summary>
    public long Waiting { get; init; }

    /// <summary>Whether retention took events that it had not come to yet.</summary>
    public bool Overtaken { get; init; }

    /// <summary>Why it failed, in words.</summary>
    public string? Error { get; init; }

    /// <summary>By partition: where it began.</summary>
    public required IReadOnlyList<long> Begins { get; init; }

    /// <summary>By partition: everything before it is done.</summary>
    public required IReadOnlyList<long> Positions { get; init; }

    /// <summary>By partition: where it ends.</summary>
    public required IReadOnlyList<long> Ends { get; init; }

    [JsonIgnore]
    public bool IsActive => Status is ReplayStatus.Waiting or ReplayStatus.Running;

    /// <summary>The part of the journal that is read, 0 to 1.</summary>
    [JsonIgnore]
    public double Progress
    {
        get
        {
            double all = 0, done = 0;
            for (var i = 0; i < Ends.Count; i++)
            {
                all += Math.Max(0, Ends[i] - Begins[i]);
                done += Math.Clamp(Positions[i] - Begins[i], 0, Math.Max(0, Ends[i] - Begins[i]));
            }

            return Status == ReplayStatus.Done || all == 0 ? 1 : done / all;
        }
    }
}
