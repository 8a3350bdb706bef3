namespace Gateway.Dispatch.Journal;

/// <summary>Whether a journal can still keep its promise, and if not, why, in words for the operator.</summary>
/// <param name="Fault">Null while healthy.</param>
public readonly record struct JournalHealth(string? Fault)
{
    /// <summary>No fault so far.</summary>
    public static JournalHealth Healthy => default;

    /// <summary>True until the first fault.</summary>
    public bool IsHealthy => Fault is null;
}
