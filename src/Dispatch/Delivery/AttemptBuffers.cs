namespace Gateway.Dispatch.Delivery;

/// <summary>The memory of one attempt at a time: the event's record, the rendered message, the answer's beginning.</summary>
internal sealed class AttemptBuffers : IDisposable
{
    public PooledBuffer Record { get; } = new();

    public PooledBuffer Body { get; } = new();

    public byte[] Answer { get; } = new byte[HttpSender.KeptAnswerBytes * 2];

    /// <summary>Bytes at the start of <see cref="Answer"/> that are the answer's body.</summary>
    public int AnswerLength { get; set; }

    /// <summary>The answer's headers, <c>Name: value</c> lines.</summary>
    public PooledBuffer AnswerHeaders { get; } = new();

    public void ForgetAnswer()
    {
        AnswerLength = 0;
        AnswerHeaders.Clear();
    }

    public void Dispose()
    {
        AnswerHeaders.Dispose();
        Record.Dispose();
        Body.Dispose();
    }
}
