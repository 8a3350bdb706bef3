namespace Gateway.Dispatch.Queues;

/// <summary>
/// Message keys in order of arrival, eight bytes each, in chained chunks that grow from 16 to 4,096 keys. An empty one
/// holds no memory. Not thread-safe; but the keys between head and tail never change, so a <see cref="FifoView"/> may be
/// read by another thread while this one goes on, as long as <see cref="ViewCount"/> says so.
/// </summary>
internal sealed class MessageFifo
{
    private const int FirstChunk = 16;
    private const int LargestChunk = 4096;

    private FifoChunk? _first;
    private FifoChunk? _last;
    private FifoChunk? _spare;
    private int _head;
    private int _tail;

    public long Count { get; private set; }

    /// <summary>Views that are being read; chunks are not written over meanwhile.</summary>
    public int ViewCount { get; set; }

    public void Add(MessageKey key)
    {
        if (_last is null)
        {
            _first = _last = NewChunk(FirstChunk);
        }
        else if (_tail == _last.Keys.Length)
        {
            _last.Next = NewChunk(Math.Min(_last.Keys.Length * 4, LargestChunk));
            _last = _last.Next;
            _tail = 0;
        }

        _last.Keys[_tail++] = key.Raw;
        Count++;
    }

    public bool TryPeek(out MessageKey key)
    {
        if (Count == 0)
        {
            key = default;
            return false;
        }

        if (_head == _first!.Keys.Length)
        {
            Step();
        }

        key = new MessageKey(_first.Keys[_head]);
        return true;
    }

    public bool TryTake(out MessageKey key)
    {
        if (!TryPeek(out key))
        {
            return false;
        }

        _head++;
        if (--Count == 0 && ViewCount == 0)
        {
            Reset();
        }

        return true;
    }

    public void Clear()
    {
        _first = _last = _spare = null;
        _head = _tail = 0;
        Count = 0;
    }

    /// <summary>Takes out the keys that are told; returns how many. Not while a view is read.</summary>
    public long RemoveWhere(Predicate<MessageKey> told)
    {
        var before = Count;
        for (var left = before; left > 0; left--)
        {
            TryTake(out var key);
            if (!told(key))
            {
                Add(key);
            }
        }

        return before - Count;
    }

    public bool Contains(MessageKey key)
    {
        foreach (var waiting in View())
        {
            if (waiting == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is in it now.</summary>
    public FifoView View() => new(_first, _head, Count);

    private void Step()
    {
        var done = _first!;
        _first = done.Next!;
        _head = 0;
        if (ViewCount == 0 && done.Keys.Length == LargestChunk)
        {
            done.Next = null;
            _spare = done;
        }
    }

    private void Reset()
    {
        // A small queue lives in one chunk for ever; a large one gives its memory back.
        if (_last!.Keys.Length == LargestChunk)
        {
            _first = _last = _spare = null;
        }

        _head = 0;
        _tail = 0;
        _first = _last;
    }

    private FifoChunk NewChunk(int size)
    {
        if (_spare is { } spare && size == LargestChunk && ViewCount == 0)
        {
            _spare = null;
            return spare;
        }

        return new FifoChunk(size);
    }
}
