using Gateway.Geo.Roads;
using Gateway.Roads;

namespace Gateway.Api.Roads;

/// <summary>The answer to an import.</summary>
public sealed record RoadImportObject
{
    /// <summary>Features and ways that are no roads for motor vehicles, left out.</summary>
    public required int Skipped { get; init; }

    /// <summary>Lines without a limit that is understood; they are kept.</summary>
    public required int WithoutLimit { get; init; }

    /// <summary>The account's roads now.</summary>
    public required RoadsObject Roads { get; init; }

    internal static RoadImportObject From(RoadReadResult read, AccountRoads roads) => new()
    {
        Skipped = read.Skipped,
        WithoutLimit = read.WithoutLimit,
        Roads = RoadsObject.From(roads),
    };
}
