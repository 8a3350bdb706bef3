namespace Gateway.Devices;

/// <summary>Counts device connections against the cap.</summary>
public sealed class ConnectionLimiter(int cap)
{
    /// <summary>Descriptors kept back for HTTP, files, and receivers.</summary>
    public const int Reserve = 2000;

    private int _count;

    public int Cap { get; } = cap;

    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// The cap that this process's limit of open files allows (<c>/proc/self/limits</c>), or a million where it can't
    /// be told.
    /// </summary>
    public static int CapOfProcess()
    {
        const string LimitsFile = "/proc/self/limits";
        const string Line = "Max open files";
        if (!File.Exists(LimitsFile))
        {
            return 1_000_000;
        }

        var soft = File.ReadLines(LimitsFile)
            .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault();
        return int.TryParse(soft, out var limit) ? Math.Max(limit - Reserve, limit / 2) : 1_000_000;
    }

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Cap)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
