namespace DeviceSimulator.Fleet.Loops;

/// <summary>Something with at most one due time in a <see cref="TimerWheel"/>; the links of the wheel's lists are in it.</summary>
internal abstract class TimerEntry
{
    internal TimerEntry? Next { get; set; }

    internal TimerEntry? Previous { get; set; }

    internal long DueTick { get; set; }

    /// <summary>Which list of the wheel it stands in, -1 for none.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>The due time has come. The entry is not armed any more.</summary>
    internal abstract void OnDue(long nowMs);
}
