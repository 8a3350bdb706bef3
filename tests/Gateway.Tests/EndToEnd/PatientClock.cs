namespace Gateway.Tests.EndToEnd;

/// <summary>
/// The system's clock, on which limits of many seconds, such as that of a commit, take ten times as long: on a stalled
/// machine they would end what is only slow.
/// </summary>
internal class PatientClock : TimeProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What comes back is no limit.
        var isLimit = dueTime >= Limit && period == Timeout.InfiniteTimeSpan;
        return base.CreateTimer(callback, state, isLimit ? 10 * dueTime : dueTime, period);
    }
}
