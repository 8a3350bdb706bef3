using Gateway.Geo.Roads;

namespace Gateway.Roads;

/// <summary>What came of an import.</summary>
/// <param name="Status">Whether it was done.</param>
/// <param name="Read">What the file held; null where it was not read.</param>
/// <param name="Roads">The account's roads after it; null where it was not done.</param>
/// <param name="Message">Why it was not done, where the file is not the reason.</param>
public sealed record RoadImportResult(
    RoadImportStatus Status, RoadReadResult? Read = null, AccountRoads? Roads = null, string? Message = null);
