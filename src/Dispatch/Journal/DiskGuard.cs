namespace Gateway.Dispatch.Journal;

/// <summary>
/// Refuses appends before the disk is full: a failed write faults the partition for good, a refused append does not.
/// </summary>
internal sealed class DiskGuard(
    IJournalStorage storage, string folder, long minFreeBytes, TimeProvider timeProvider, Action<bool, long> changed)
{
    private const long BytesBetweenChecks = 4 << 20;
    private static readonly TimeSpan TimeBetweenChecks = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private long _checkedAtPosition = long.MinValue;
    private long _checkedAtTime;
    private bool _isLow;

    /// <summary>True while there is too little space.</summary>
    public bool IsLow => Volatile.Read(ref _isLow);

    /// <summary>Called by the committer; looks at the disk after every 4 MiB, and at most once a second below that.</summary>
    public void Check(long tail)
    {
        if (tail - BytesBetweenChecks >= _checkedAtPosition || IsDue())
        {
            _checkedAtPosition = tail;
            Measure();
        }
    }

    /// <summary>Called for an append while space is low: true when there is enough again.</summary>
    public bool Recheck()
    {
        lock (_gate)
        {
            try
            {
                if (IsDue())
                {
                    Measure();
                }

                return !_isLow;
            }
            catch (IOException)
            {
                return false; // A disk that can't be asked is no better than a full one.
            }
        }
    }

    private bool IsDue() =>
        timeProvider.GetElapsedTime(Volatile.Read(ref _checkedAtTime)) >= TimeBetweenChecks;

    private void Measure()
    {
        Volatile.Write(ref _checkedAtTime, timeProvider.GetTimestamp());
        if (minFreeBytes == 0)
        {
            return;
        }

        var free = storage.FreeBytes(folder);
        var isLow = free < minFreeBytes;
        if (isLow != _isLow)
        {
            Volatile.Write(ref _isLow, isLow);
            changed(isLow, free);
        }
    }
}
