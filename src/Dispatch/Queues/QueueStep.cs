namespace Gateway.Dispatch.Queues;

/// <summary>What a worker of a queue may do next.</summary>
internal enum QueueStep : byte
{
    Nothing = 0,

    /// <summary>Send a message or a batch.</summary>
    Send,

    /// <summary>Find out the vehicles of the next messages.</summary>
    TakeUp,
}
