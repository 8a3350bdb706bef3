namespace Gateway.Audit;

/// <summary>Which entries are asked for; null for all.</summary>
/// <param name="FromMs">From this time on, Unix milliseconds.</param>
/// <param name="ToMs">Before this time, Unix milliseconds.</param>
/// <param name="Object">Of this kind of object.</param>
/// <param name="ObjectId">Of objects with this id.</param>
public readonly record struct AuditFilter(long? FromMs, long? ToMs, string? Object, long? ObjectId);
