using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>
/// Does by hand what a pump and its workers do, so that a test decides what comes of each attempt. A message's vehicle is
/// its position modulo the number of vehicles; its event happened at its position.
/// </summary>
internal sealed class QueueDriver(int vehicles) : IQueuePump
{
    public WebhookQueue Queue { get; set; } = null!;

    public long NowMs { get; set; } = 1_000_000;

    /// <summary>Workers that were asked for and have not ended.</summary>
    public int Workers { get; private set; }

    public List<QueuedMessage> InFlight { get; } = [];

    /// <summary>Whether a message's event is retained no more.</summary>
    public Predicate<MessageKey> IsGone { get; init; } = _ => false;

    public long VehicleOf(MessageKey key) => key.Position % vehicles;

    public static IReadOnlyList<MessageKey> KeysOf(QueuedMessage message) => message.Batch?.Keys ?? [message.Key];

    /// <summary>Lets a worker that was asked for take something; false where there is no such worker.</summary>
    public bool Work()
    {
        if (Workers <= InFlight.Count)
        {
            return false;
        }

        while (Queue.TryTake(NowMs, out var message))
        {
            if (message.TakeUp is not { } takeUp)
            {
                if (!TryRead(message))
                {
                    continue;
                }

                InFlight.Add(message);
                return true;
            }

            for (var i = 0; i < takeUp.Entries.Length; i++)
            {
                var key = takeUp.Entries[i].Key;
                takeUp.Found[i] = IsGone(key)
                    ? new TakenMessage(JournalReadStatus.Truncated, 0, 0)
                    : new TakenMessage(JournalReadStatus.Record, VehicleOf(key), key.Position);
            }

            Queue.TakenUp(takeUp, NowMs);
        }

        Workers--;
        return true;
    }

    public QueuedMessage Land(int index)
    {
        var message = InFlight[index % InFlight.Count];
        InFlight.Remove(message);
        return message;
    }

    /// <summary>The process is gone, with its workers and what they had in hand.</summary>
    public void Restart()
    {
        Workers = 0;
        InFlight.Clear();
    }

    public void StartWorker() => Workers++;

    public void WakeAt(long timeMs)
    {
    }

    public void Configure(WebhookDefinition webhook)
    {
    }

    public void Open()
    {
    }

    /// <summary>False where nothing of it is left to send.</summary>
    private bool TryRead(QueuedMessage message)
    {
        if (message.Batch is { } batch)
        {
            return batch.Keys.Where(key => IsGone(key)).ToArray().All(key => Queue.ExpireMember(message, key, NowMs));
        }

        if (IsGone(message.Key))
        {
            Queue.Expire(message, NowMs);
            return false;
        }

        return true;
    }
}
