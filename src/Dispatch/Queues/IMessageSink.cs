namespace Gateway.Dispatch.Queues;

/// <summary>Where the messages of an event go.</summary>
internal interface IMessageSink
{
    void Add(long webhookId, MessageKey key, long nowMs);
}
