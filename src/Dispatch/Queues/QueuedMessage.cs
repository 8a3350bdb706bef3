namespace Gateway.Dispatch.Queues;

/// <summary>A message taken from its queue for an attempt.</summary>
/// <param name="Key">Where its event lies.</param>
/// <param name="Attempts">Attempts made before this one.</param>
/// <param name="Behind">Messages of the webhook that wait behind it.</param>
public readonly record struct QueuedMessage(MessageKey Key, int Attempts, long Behind);
