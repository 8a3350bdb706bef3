namespace Gateway.Dispatch.Queues;

/// <summary>A piece of a <see cref="MessageFifo"/>.</summary>
internal sealed class FifoChunk(int size)
{
    public long[] Keys { get; } = new long[size];

    public FifoChunk? Next { get; set; }
}
