namespace Gateway.Dispatch.Queues;

/// <summary>Retries, the one that is due first on top. A binary heap over one array; 24 bytes an entry.</summary>
internal sealed class RetryHeap
{
    private RetryEntry[] _entries = [];

    public int Count { get; private set; }

    public ReadOnlySpan<RetryEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>When the first one is due, Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long FirstDueMs => Count > 0 ? _entries[0].DueMs : long.MaxValue;

    public void Add(RetryEntry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, Count * 2));
        }

        var at = Count++;
        while (at > 0 && _entries[(at - 1) / 2].DueMs > entry.DueMs)
        {
            _entries[at] = _entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _entries[at] = entry;
    }

    public RetryEntry Take()
    {
        var first = _entries[0];
        var moved = _entries[--Count];
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _entries[child + 1].DueMs < _entries[child].DueMs)
            {
                child++;
            }

            if (_entries[child].DueMs >= moved.DueMs)
            {
                break;
            }

            _entries[at] = _entries[child];
            at = child;
        }

        _entries[at] = moved;
        if (Count == 0)
        {
            // Most webhooks never fail; those that did should not pay for it for ever.
            _entries = [];
        }

        return first;
    }

    /// <summary>Takes out all that are told; returns how many.</summary>
    public int RemoveWhere(Predicate<RetryEntry> told)
    {
        var kept = Entries.ToArray().Where(entry => !told(entry)).ToArray();
        var removed = Count - kept.Length;
        Replace(kept);
        return removed;
    }

    /// <summary>Makes all of them due at that time.</summary>
    public void MakeDue(long dueMs)
    {
        for (var i = 0; i < Count; i++)
        {
            _entries[i] = _entries[i] with { DueMs = Math.Min(_entries[i].DueMs, dueMs) };
        }

        Replace(Entries.ToArray());
    }

    public bool Contains(MessageKey key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes one of them due at that time, unless it is due before; its attempts, or null where it is not here.</summary>
    public int? MakeDue(MessageKey key, long dueMs)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Key == key)
            {
                _entries[i] = _entries[i] with { DueMs = Math.Min(_entries[i].DueMs, dueMs) };
                var attempts = _entries[i].Attempts;
                Replace(Entries.ToArray());
                return attempts;
            }
        }

        return null;
    }

    public void Clear() => Replace([]);

    private void Replace(RetryEntry[] entries)
    {
        _entries = [];
        Count = 0;
        foreach (var entry in entries)
        {
            Add(entry);
        }
    }
}
