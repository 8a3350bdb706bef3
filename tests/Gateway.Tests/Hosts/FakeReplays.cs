using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for a dispatcher that has nothing to send again.</summary>
internal sealed class FakeReplays : IReplays
{
    public ReplayJob? Begin(long webhookId, ReplayRange range) => null;

    public IReadOnlyList<ReplayJob> List(long webhookId) => [];

    public Task<ReplayJob?> CancelAsync(long webhookId, long replayId) => Task.FromResult<ReplayJob?>(null);

    public Task<RequeueStatus> RetryAsync(long webhookId, EventId eventId, CancellationToken cancellationToken) =>
        Task.FromResult(RequeueStatus.Unknown);
}
