using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Messages whose vehicles are being found out, in the order in which they came. A worker reads their events and fills
/// in what it finds; one at a time in a queue.
/// </summary>
internal sealed class TakeUp
{
    /// <summary>Most messages at once.</summary>
    public const int MaxEntries = 256;

    public TakeUp(RetryEntry[] entries, MessageBatch? batch)
    {
        Entries = entries;
        Batch = batch;
        Found = new TakenMessage[entries.Length];
        Array.Fill(Found, new TakenMessage(JournalReadStatus.Closed, 0, 0));
    }

    public RetryEntry[] Entries { get; }

    /// <summary>The batch whose messages these are, where it was formed before.</summary>
    public MessageBatch? Batch { get; }

    /// <summary>By message: as if the journal were closed until it is read.</summary>
    public TakenMessage[] Found { get; }
}
