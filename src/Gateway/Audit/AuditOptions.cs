namespace Gateway.Audit;

/// <summary>How long the audit log is kept: section <c>Gateway:Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Older entries are deleted. 1 day to 10 years; default 90 days.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Most entries of an account; the oldest go first. 100 to 10,000,000; default 100,000.</summary>
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>What is wrong with the values, each fault in words.</summary>
    public IEnumerable<string> Validate()
    {
        if (MaxAge < TimeSpan.FromDays(1) || MaxAge > TimeSpan.FromDays(3650))
        {
            yield return "Gateway:Audit:MaxAge must be 1 to 3650 days.";
        }

        if (MaxEntries is < 100 or > 10_000_000)
        {
            yield return "Gateway:Audit:MaxEntries must be 100 to 10,000,000.";
        }
    }
}
