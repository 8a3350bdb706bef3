using Gateway.Geo.Roads;

namespace Gateway.Api.Roads;

/// <summary>What the roads say of a position; all null where no road is near.</summary>
public sealed record RoadAtObject
{
    public string? RoadName { get; init; }

    public long? WayId { get; init; }

    public double? SpeedLimitMph { get; init; }

    /// <summary><c>tagged</c> or <c>file</c>; null without a limit.</summary>
    public string? LimitSource { get; init; }

    public double? MatchDistanceFt { get; init; }

    public double? MatchHeadingDiffDeg { get; init; }

    /// <summary>0 to 1; from 0.5 on it is confident.</summary>
    public double? MatchConfidence { get; init; }

    /// <summary>Whether a <c>posted</c> event would go out, the speed permitting.</summary>
    public required bool Confident { get; init; }

    /// <summary>All roads within reach, the best first; 20 at most.</summary>
    public required IReadOnlyList<RoadCandidateObject> Candidates { get; init; }

    internal static RoadAtObject From(RoadMatch? match, ReadOnlySpan<RoadCandidate> candidates)
    {
        const int MostCandidates = 20;
        var listed = new List<RoadCandidateObject>();
        foreach (var candidate in candidates[..Math.Min(MostCandidates, candidates.Length)])
        {
            listed.Add(RoadCandidateObject.From(candidate));
        }

        if (match is not { } found)
        {
            return new RoadAtObject { Confident = false, Candidates = listed };
        }

        return new RoadAtObject
        {
            RoadName = listed[0].RoadName,
            WayId = listed[0].WayId,
            SpeedLimitMph = listed[0].SpeedLimitMph,
            LimitSource = listed[0].LimitSource,
            MatchDistanceFt = listed[0].MatchDistanceFt,
            MatchHeadingDiffDeg = listed[0].MatchHeadingDiffDeg,
            MatchConfidence = found.Confidence,
            Confident = found.IsConfident && found.Road.LimitMph is not null,
            Candidates = listed,
        };
    }
}
