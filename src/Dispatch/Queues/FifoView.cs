namespace Gateway.Dispatch.Queues;

/// <summary>The keys that a <see cref="MessageFifo"/> held at one moment.</summary>
internal struct FifoView(FifoChunk? chunk, int next, long count)
{
    private FifoChunk? _chunk = chunk;
    private int _next = next;
    private long _left = count;

    public MessageKey Current { get; private set; }

    public readonly long Left => _left;

    public readonly FifoView GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        if (_next == _chunk!.Keys.Length)
        {
            _chunk = _chunk.Next;
            _next = 0;
        }

        Current = new MessageKey(_chunk!.Keys[_next++]);
        _left--;
        return true;
    }
}
