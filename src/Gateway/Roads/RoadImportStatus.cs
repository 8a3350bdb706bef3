namespace Gateway.Roads;

/// <summary>How an import ended.</summary>
public enum RoadImportStatus
{
    Done,

    /// <summary>More bytes than are taken.</summary>
    TooLarge,

    /// <summary>There are faults in the file; nothing was changed.</summary>
    Faulty,

    /// <summary>The disk says no; nothing was changed.</summary>
    NotStored,
}
