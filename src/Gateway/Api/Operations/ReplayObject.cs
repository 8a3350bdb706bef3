using System.ComponentModel;
using Gateway.Dispatch.Replay;

namespace Gateway.Api.Operations;

/// <summary>A replay as the API shows it.</summary>
public sealed record ReplayObject
{
    public required long Id { get; init; }

    public required long WebhookId { get; init; }

    [Description("waiting, running, done, cancelled or failed. done: all is in the queue; deliveries may still be to come.")]
    public required string Status { get; init; }

    [Description("Unix seconds.")]
    public required long From { get; init; }

    [Description("Unix seconds.")]
    public required long To { get; init; }

    [Description("Messages a second at most, or null.")]
    public required int? Rate { get; init; }

    [Description("Messages put into the queue again so far.")]
    public required long Queued { get; init; }

    [Description("Messages of the range that were in the queue anyway, not queued twice.")]
    public required long AlreadyWaiting { get; init; }

    [Description("The part of the range that is read, 0 to 1.")]
    public required double Progress { get; init; }

    [Description("Whether retention took events of the range before they could be read.")]
    public required bool Overtaken { get; init; }

    [Description("Why it failed, or null.")]
    public required string? Error { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    [Description("Unix seconds, null while it goes on.")]
    public required long? EndedTime { get; init; }

    internal static ReplayObject Show(ReplayJob job) => new()
    {
        Id = job.Id,
        WebhookId = job.WebhookId,
        Status = job.Status.ToString().ToLowerInvariant(),
        From = job.Range.From,
        To = job.Range.To,
        Rate = job.Range.Rate,
        Queued = job.Queued,
        AlreadyWaiting = job.Waiting,
        Progress = Math.Round(job.Progress, 4),
        Overtaken = job.Overtaken,
        Error = job.Error,
        CreatedTime = job.CreatedMs / 1000,
        EndedTime = job.EndedMs / 1000,
    };
}
