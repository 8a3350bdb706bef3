namespace Gateway.Dispatch.Replay;

/// <summary>Which events a replay is about, and how fast.</summary>
/// <param name="From">Events queued in this second or later, Unix seconds.</param>
/// <param name="To">Events queued in this second or earlier, Unix seconds.</param>
/// <param name="Rate">Messages a second at most; null for as fast as they are delivered.</param>
public readonly record struct ReplayRange(long From, long To, int? Rate)
{
    /// <summary>Highest rate.</summary>
    public const int MaxRate = 100_000;
}
