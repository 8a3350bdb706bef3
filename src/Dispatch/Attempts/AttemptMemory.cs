namespace Gateway.Dispatch.Attempts;

/// <summary>The bytes that all rings together may have. Half of them are for first rings only.</summary>
internal sealed class AttemptMemory(long limit)
{
    private long _used;

    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes bytes off the budget; false where they are not left.</summary>
    public bool TryTake(long bytes, bool isFirst)
    {
        var most = isFirst ? limit : limit / 2;
        if (Interlocked.Add(ref _used, bytes) <= most)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _used, -bytes);
}
