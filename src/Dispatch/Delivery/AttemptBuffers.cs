namespace Gateway.Dispatch.Delivery;

/// <summary>The memory of one attempt at a time: the event's record, the rendered message, the answer's beginning.</summary>
internal sealed class AttemptBuffers : IDisposable
{
    private const int MaxKept = 64 << 10;

    public PooledBuffer Record { get; } = new();

    public PooledBuffer Body { get; } = new();

    public byte[] Answer { get; } = new byte[HttpSender.KeptAnswerBytes * 2];

    /// <summary>Lets go of what an unusually long message took; before they are kept for the next worker.</summary>
    public void Trim()
    {
        Record.Trim(MaxKept);
        Body.Trim(MaxKept);
    }

    public void Dispose()
    {
        Record.Dispose();
        Body.Dispose();
    }
}
