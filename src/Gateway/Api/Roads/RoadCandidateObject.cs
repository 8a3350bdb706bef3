using Gateway.Dispatch.Events;
using Gateway.Geo.Roads;
using Gateway.Roads;

namespace Gateway.Api.Roads;

/// <summary>A road that a position may be on.</summary>
public sealed record RoadCandidateObject
{
    public required string? RoadName { get; init; }

    public required long? WayId { get; init; }

    public required double? SpeedLimitMph { get; init; }

    /// <summary><c>tagged</c> or <c>file</c>; null without a limit.</summary>
    public required string? LimitSource { get; init; }

    public required double MatchDistanceFt { get; init; }

    public required double? MatchHeadingDiffDeg { get; init; }

    internal static RoadCandidateObject From(RoadCandidate road) => new()
    {
        RoadName = road.Name,
        WayId = road.WayId,
        SpeedLimitMph = road.LimitMph,
        LimitSource = road.LimitMph is null ? null : LimitSourceNames.Of(road.Source),
        MatchDistanceFt = EventUnits.ToFeet(road.DistanceMetres),
        MatchHeadingDiffDeg = road.HeadingDifference is { } off ? Math.Round(off, 1) : null,
    };
}
