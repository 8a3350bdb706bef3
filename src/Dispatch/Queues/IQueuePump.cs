using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Queues;

/// <summary>What a queue asks of whoever sends its messages. The first three are called under the queue's
/// lock and return at once.</summary>
internal interface IQueuePump
{
    /// <summary>Whether all webhooks together keep the gateway so busy that each has to do with one worker.</summary>
    bool IsCrowded => false;

    /// <summary>Starts one more worker, which takes messages until there are none for it.</summary>
    void StartWorker();

    /// <summary>Calls the queue's <see cref="WebhookQueue.Wake"/> at that time (Unix milliseconds) or before.</summary>
    void WakeAt(long timeMs);

    /// <summary>The webhook as it is from now on; not under the queue's lock.</summary>
    void Configure(WebhookDefinition webhook);

    /// <summary>Lets the queue send, as far as the webhook's definition does; not under the queue's lock.</summary>
    void Open();
}
