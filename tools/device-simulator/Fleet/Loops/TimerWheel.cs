namespace DeviceSimulator.Fleet.Loops;

/// <summary>
/// One timer for every device of a loop: arming, moving and cancelling are a few pointer writes and allocate nothing.
/// Resolution <see cref="TickMs"/>; nothing is ever early. For one thread.
/// </summary>
internal sealed class TimerWheel
{
    /// <summary>Milliseconds between two looks at the wheel.</summary>
    public const int TickMs = 10;

    private const int Slots = 1024;

    // One list a slot, and behind them the list of entries that are due now.
    private const int DueSlot = Slots;
    private readonly TimerEntry?[] _heads = new TimerEntry?[Slots + 1];
    private long _current;

    /// <summary>Sets or moves the due time, milliseconds on the same clock as <see cref="Advance"/>.</summary>
    public void Arm(TimerEntry entry, long dueMs)
    {
        var tick = Math.Max((dueMs + TickMs - 1) / TickMs, _current + 1);
        if (entry.Slot >= 0)
        {
            if (entry.DueTick == tick && entry.Slot != DueSlot)
            {
                return;
            }

            Unlink(entry);
        }

        entry.DueTick = tick;
        Link(entry, (int)(tick % Slots));
    }

    public void Cancel(TimerEntry entry)
    {
        if (entry.Slot >= 0)
        {
            Unlink(entry);
        }
    }

    /// <summary>Fires everything due by <paramref name="nowMs"/>.</summary>
    public void Advance(long nowMs)
    {
        var now = nowMs / TickMs;
        var first = Math.Max(_current + 1, now - Slots + 1);
        _current = Math.Max(_current, now);
        for (var tick = first; tick <= now; tick++)
        {
            for (var entry = _heads[tick % Slots]; entry is not null;)
            {
                var next = entry.Next;
                if (entry.DueTick <= now)
                {
                    Unlink(entry);
                    Link(entry, DueSlot);
                }

                entry = next;
            }
        }

        while (_heads[DueSlot] is { } due)
        {
            Unlink(due);
            due.OnDue(nowMs);
        }
    }

    private void Link(TimerEntry entry, int slot)
    {
        var head = _heads[slot];
        entry.Slot = slot;
        entry.Next = head;
        if (head is not null)
        {
            head.Previous = entry;
        }

        _heads[slot] = entry;
    }

    private void Unlink(TimerEntry entry)
    {
        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            _heads[entry.Slot] = entry.Next;
        }

        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }

        entry.Next = null;
        entry.Previous = null;
        entry.Slot = -1;
    }
}
