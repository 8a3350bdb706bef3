namespace Gateway.Dispatch.Journal;

/// <summary>Why recovery went no further.</summary>
internal enum RecoveryStop
{
    /// <summary>Nothing more was written.</summary>
    End,

    /// <summary>Something was written that is not whole.</summary>
    Damaged,

    /// <summary>The records before the last known commit are not the ones that the metadata counted.</summary>
    OutOfSequence,
}
