namespace Gateway.Dispatch.Alerts;

/// <summary>When a webhook counts as failing, and when it is given up.</summary>
public sealed class AlertOptions
{
    /// <summary>Failed attempts in a row before it is told. 2 to 1,000.</summary>
    public int FailingAttempts { get; set; } = 5;

    /// <summary>How long it must have failed before it is told. 0 to 1 day.</summary>
    public TimeSpan FailingAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it may fail, without one delivery, before it is disabled. 1 minute to 1 year.</summary>
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Least time between two tellings that the same webhook fails. 0 to 7 days.</summary>
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong with the values, each fault in words.</summary>
    public IEnumerable<string> Validate()
    {
        if (FailingAttempts is < 2 or > 1_000)
        {
            yield return "Gateway:Alerts:FailingAttempts must be 2 to 1,000.";
        }

        if (FailingAfter < TimeSpan.Zero || FailingAfter > TimeSpan.FromDays(1))
        {
            yield return "Gateway:Alerts:FailingAfter must be 0 to 1 day.";
        }

        if (DisableAfter < TimeSpan.FromMinutes(1) || DisableAfter > TimeSpan.FromDays(366))
        {
            yield return "Gateway:Alerts:DisableAfter must be 1 minute to 1 year.";
        }

        if (RepeatAfter < TimeSpan.Zero || RepeatAfter > TimeSpan.FromDays(7))
        {
            yield return "Gateway:Alerts:RepeatAfter must be 0 to 7 days.";
        }
    }
}
