namespace Gateway.Dispatch.Journal;

/// <summary>How a wait for a commit ended. Only <see cref="Committed"/> allows an acknowledgement.</summary>
public enum CommitOutcome
{
    /// <summary>On disk.</summary>
    Committed,

    /// <summary>The partition is faulted (a failed write, or a commit over its time limit); nothing is promised.</summary>
    Faulted,

    /// <summary>The caller gave up; the commit may still happen.</summary>
    Canceled,

    /// <summary>The journal was disposed first.</summary>
    Closed,
}
