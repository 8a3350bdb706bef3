using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for a dispatcher that has nothing to send again, unless told otherwise.</summary>
internal sealed class FakeReplays : IReplays
{
    /// <summary>What every replay is found to be.</summary>
    public ReplayJob? Job { get; set; }

    public RequeueStatus Retried { get; set; } = RequeueStatus.Unknown;

    public ReplayJob? Begin(long webhookId, ReplayRange range) => Job;

    public IReadOnlyList<ReplayJob> List(long webhookId) => Job is null ? [] : [Job];

    public Task<ReplayJob?> CancelAsync(long webhookId, long replayId) => Task.FromResult(Job);

    public Task<RequeueStatus> RetryAsync(long webhookId, EventId eventId, CancellationToken cancellationToken) =>
        Task.FromResult(Retried);
}
