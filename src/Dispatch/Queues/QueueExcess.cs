namespace Gateway.Dispatch.Queues;

/// <summary>By how much a queue is over its limits.</summary>
/// <param name="messages">Messages too many; not more than 0 for none.</param>
/// <param name="bytes">Bytes too many; not more than 0 for none.</param>
internal struct QueueExcess(long messages, long bytes)
{
    private long _messages = messages;
    private long _bytes = bytes;

    public readonly bool IsAny => _messages > 0 || _bytes > 0;

    /// <summary>Asks for more than must be, of what is over its limit.</summary>
    public void Widen(long messages, long bytes)
    {
        _messages += _messages > 0 ? messages : 0;
        _bytes += _bytes > 0 ? bytes : 0;
    }

    /// <summary>This message goes.</summary>
    public void Less(MessageKey key)
    {
        _messages--;
        _bytes -= key.Size.Bytes;
    }
}
