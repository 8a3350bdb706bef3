using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Delivery;

/// <summary>The memory of one attempt at a time: the event's record, the rendered message, the answer's beginning.</summary>
internal sealed class AttemptBuffers : IDisposable
{
    private const int MaxKept = 64 << 10;

    // Most messages are shorter.
    private const int MessageSize = 4096;

    private byte[]? _answer;

    public PooledBuffer Record { get; } = new();

    /// <summary>
    /// The rendered message, while it is needed: given back to the pool as soon as it has been sent or copied, so that the next attempt
    /// on this thread writes into memory that is still in the processor's cache.
    /// </summary>
    public PooledBuffer Body { get; } = new(MessageSize);

    /// <summary>The request as it goes on the wire; given back like <see cref="Body"/>.</summary>
    public PooledBuffer Request { get; } = new(MessageSize);

    /// <summary>What was signed and how: id, timestamp and signature.</summary>
    public PooledBuffer Signature { get; } = new(512);

    /// <summary>The end of the attempt.</summary>
    public AttemptCompletion Completion { get; } = new();

    /// <summary>For the answer's body; most answers have none.</summary>
    public byte[] Answer => _answer ??= new byte[HttpSender.KeptAnswerBytes * 2];

    /// <summary>The beginning of the answer's body, as far as it was kept.</summary>
    public ReadOnlySpan<byte> AnswerBody => _answer.AsSpan(0, AnswerLength);

    /// <summary>Bytes at the start of <see cref="Answer"/> that are the answer's body.</summary>
    public int AnswerLength { get; set; }

    /// <summary>The answer's headers, <c>Name: value</c> lines.</summary>
    public PooledBuffer AnswerHeaders { get; } = new();

    /// <summary>The attempt's time.</summary>
    public AttemptLimit Limit { get; } = new();

    /// <summary>The records of a batch's events, for those who are told of its attempts.</summary>
    public BatchRecords Batch { get; } = new();

    public void ForgetAnswer()
    {
        AnswerLength = 0;
        AnswerHeaders.Clear();
    }

    /// <summary>Lets go of what an unusually long message took; before they are kept for the next worker.</summary>
    public void Trim()
    {
        Record.Trim(MaxKept);
        Body.Trim(MaxKept);
        Request.Trim(MaxKept);
        Batch.Trim(MaxKept);
    }

    public void Dispose()
    {
        Limit.Dispose();
        AnswerHeaders.Dispose();
        Batch.Dispose();
        Record.Dispose();
        Body.Dispose();
        Request.Dispose();
        Signature.Dispose();
    }
}
