namespace Gateway.Dispatch.Attempts;

/// <summary>The attempts of one webhook: failures and deliveries apart, so that neither drives the other out.</summary>
internal sealed class WebhookAttempts(AttemptMemory memory, int ringBytes)
{
    /// <summary>Most listeners of one webhook.</summary>
    public const int MaxListeners = 32;

    private readonly Lock _gate = new();
    private readonly AttemptRing _failures = new(memory, ringBytes);
    private readonly AttemptRing _deliveries = new(memory, ringBytes);
    private AttemptListener[] _listeners = [];

    /// <summary>Keeps a record and hands it to who listens; false where there was no memory to keep it.</summary>
    public bool Add(ReadOnlySpan<byte> record, bool isDelivered)
    {
        bool kept;
        AttemptListener[] listeners;
        lock (_gate)
        {
            kept = (isDelivered ? _deliveries : _failures).Add(record);
            listeners = _listeners;
        }

        if (listeners.Length > 0 && AttemptFormat.Read(record) is { } entry)
        {
            foreach (var listener in listeners)
            {
                listener.Offer(entry);
            }
        }

        return kept;
    }

    /// <summary>What is kept, newest first.</summary>
    public List<AttemptEntry> Read()
    {
        var records = new List<byte[]>();
        lock (_gate)
        {
            _failures.CopyTo(records);
            _deliveries.CopyTo(records);
        }

        return [.. records.Select(record => AttemptFormat.Read(record)).OfType<AttemptEntry>().OrderByDescending(entry => entry.Id)];
    }

    /// <summary>False where there are as many listeners as there may be.</summary>
    public bool TryListen(AttemptListener listener)
    {
        lock (_gate)
        {
            if (_listeners.Length == MaxListeners)
            {
                return false;
            }

            _listeners = [.. _listeners, listener];
            return true;
        }
    }

    public void StopListening(AttemptListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    /// <summary>The webhook is gone: forgets all, ends what listens.</summary>
    public void Clear()
    {
        AttemptListener[] listeners;
        lock (_gate)
        {
            _failures.Clear();
            _deliveries.Clear();
            (listeners, _listeners) = (_listeners, []);
        }

        foreach (var listener in listeners)
        {
            listener.End();
        }
    }
}
