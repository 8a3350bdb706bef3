namespace Gateway.Dispatch.Delivery;

/// <summary>The memory of one attempt at a time: the event's record, the rendered message, the answer's beginning.</summary>
internal sealed class AttemptBuffers : IDisposable
{
    public PooledBuffer Record { get; } = new();

    public PooledBuffer Body { get; } = new();

    public byte[] Answer { get; } = new byte[HttpSender.KeptAnswerBytes * 2];

    public void Dispose()
    {
        Record.Dispose();
        Body.Dispose();
    }
}
