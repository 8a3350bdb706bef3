namespace Gateway.Dispatch.Queues;

/// <summary>
/// How many POSTs of a webhook may be on their way: one more for each windowful of good answers while the window is what
/// holds sending back; half, but at least one, when the receiver is overloaded. Answers to what was sent before the last
/// halving say nothing new. No clock.
/// </summary>
internal struct AdaptiveWindow(int first, int most)
{
    private double _size = first;
    private int _most = most;
    private long _halvedAt;

    public readonly int Size => (int)_size;

    /// <summary>Sets another limit; a window above it shrinks to it.</summary>
    public void Limit(int most)
    {
        _most = most;
        _size = Math.Min(_size, most);
    }

    /// <summary>A good answer.</summary>
    /// <param name="inFlight">POSTs on their way, this one included.</param>
    public void Answered(int inFlight)
    {
        if (inFlight >= Size && _size < _most)
        {
            _size = Math.Min(_most, _size + (1 / _size));
        }
    }

    /// <summary>The receiver is overloaded.</summary>
    /// <param name="ticket">The number of the POST that says so.</param>
    /// <param name="lastTicket">The number of the newest POST.</param>
    public void Overloaded(long ticket, long lastTicket)
    {
        if (ticket > _halvedAt)
        {
            _size = Math.Max(1, Math.Floor(_size / 2));
            _halvedAt = lastTicket;
        }
    }
}
