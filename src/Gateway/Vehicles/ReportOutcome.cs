namespace Gateway.Vehicles;

/// <summary>What became of a report.</summary>
internal enum ReportOutcome
{
    InOrder,

    /// <summary>Before one that was known: history is folded again with it.</summary>
    Late,

    /// <summary>Before the window: its own messages only.</summary>
    TooOld,

    /// <summary>Known already: nothing.</summary>
    Repeated,
}
