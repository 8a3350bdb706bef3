using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Replay;

/// <summary>Sends again what was sent before, with the same <c>webhook-id</c>.</summary>
public interface IReplays
{
    /// <summary>
    /// Begins a replay; on disk when this completes. Null where one of this webhook is going on, or the disk says no.
    /// </summary>
    /// <param name="webhookId">A webhook that exists.</param>
    /// <param name="range">What to send again.</param>
    ReplayJob? Begin(long webhookId, ReplayRange range);

    /// <summary>The webhook's replays, newest first: the running one and the last ones that ended.</summary>
    IReadOnlyList<ReplayJob> List(long webhookId);

    /// <summary>Ends a replay; what it has queued stays queued. Null where there is none of that number.</summary>
    Task<ReplayJob?> CancelAsync(long webhookId, long replayId);

    /// <summary>Sends one message again; on disk when this completes.</summary>
    Task<RequeueStatus> RetryAsync(long webhookId, EventId eventId, CancellationToken cancellationToken);
}
