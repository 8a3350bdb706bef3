namespace Gateway.Dispatch.Journal;

/// <summary>Whether a journal can still keep its promise, and if not, why, in words for the operator.</summary>
/// <param name="Fault">Null while healthy.</param>
/// <param name="IsFull">True while records are refused because the disk has too little room; ends by itself.</param>
/// <param name="Committing">How long the commit under way has taken so far; zero where none is.</param>
public readonly record struct JournalHealth(string? Fault, bool IsFull = false, TimeSpan Committing = default)
{
    /// <summary>No fault so far.</summary>
    public static JournalHealth Healthy => default;

    /// <summary>True until the first fault.</summary>
    public bool IsHealthy => Fault is null;
}
