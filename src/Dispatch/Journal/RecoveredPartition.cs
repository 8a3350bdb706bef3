namespace Gateway.Dispatch.Journal;

/// <summary>What recovery found in a partition's files.</summary>
/// <param name="Commit">The last commit that is whole.</param>
/// <param name="FirstSegment">The oldest segment that is still needed.</param>
/// <param name="DroppedRecords">Records after it: appended, never acknowledged, cut off.</param>
/// <param name="DroppedBytes">Bytes after it, zeros at the end not counted.</param>
/// <param name="RejectedMetadata">Commit metadata files that were damaged.</param>
/// <param name="IsMetadataCurrent">The newest metadata file says the same as <paramref name="Commit"/>.</param>
internal readonly record struct RecoveredPartition(
    CommitMetadata Commit, int FirstSegment, int DroppedRecords, long DroppedBytes, int RejectedMetadata,
    bool IsMetadataCurrent);
