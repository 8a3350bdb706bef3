namespace Gateway.Api.Dvirs;

/// <summary>What an inspection says, as it is kept and as it stands in the message. Null is "not known".</summary>
public sealed record DvirFields
{
    public string? InspectionType { get; init; }

    public string? SafetyStatus { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? TrailerId { get; init; }

    public string? TrailerName { get; init; }

    public string? LicensePlate { get; init; }

    public string? Location { get; init; }

    public double? OdometerMi { get; init; }

    public DvirAuthor? Author { get; init; }

    public DvirMechanic? Mechanic { get; init; }

    public int DefectCount => Defects.Count;

    public IReadOnlyList<DvirDefect> Defects { get; init; } = [];
}
