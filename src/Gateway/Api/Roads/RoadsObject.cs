using Gateway.Roads;

namespace Gateway.Api.Roads;

/// <summary>The roads of an account, in short.</summary>
public sealed record RoadsObject
{
    public required int Ways { get; init; }

    public required int Segments { get; init; }

    /// <summary>Bytes in memory.</summary>
    public required long Bytes { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>Unix seconds; null where there are none.</summary>
    public required long? ImportedAt { get; init; }

    internal static RoadsObject From(AccountRoads? roads) => new()
    {
        Ways = roads?.Index.WayCount ?? 0,
        Segments = roads?.Index.SegmentCount ?? 0,
        Bytes = roads?.Index.Bytes ?? 0,
        FileBytes = roads?.FileBytes ?? 0,
        ImportedAt = roads is null ? null : roads.ImportedAtMs / 1000,
    };
}
