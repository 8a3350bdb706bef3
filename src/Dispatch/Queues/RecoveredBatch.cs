namespace Gateway.Dispatch.Queues;

/// <summary>A batch that the outcome journal tells of, and which of its messages still wait.</summary>
internal sealed class RecoveredBatch(long webhookId, MessageBatch batch)
{
    public long WebhookId { get; } = webhookId;

    public MessageBatch Batch { get; } = batch;

    public HashSet<MessageKey> Present { get; } = [];
}
