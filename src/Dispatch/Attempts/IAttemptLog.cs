using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Attempts;

/// <summary>The recent attempts of each webhook. A log for people: what counts is the outcome journal.</summary>
public interface IAttemptLog
{
    /// <summary>What is kept of a webhook, newest first.</summary>
    IReadOnlyList<AttemptEntry> Read(long webhookId);

    /// <summary>The newest attempt of an event for a webhook, or null.</summary>
    AttemptEntry? Find(long webhookId, EventId eventId);

    /// <summary>Listens from now on; null where too many do.</summary>
    AttemptListener? Listen(long webhookId);
}
