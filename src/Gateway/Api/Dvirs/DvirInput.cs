using System.ComponentModel;

namespace Gateway.Api.Dvirs;

/// <summary>The fields of a new inspection report.</summary>
public sealed record DvirInput
{
    [Description("Required.")]
    public long? VehicleId { get; init; }

    [Description("pre_trip, post_trip or mechanic. Required.")]
    public string? InspectionType { get; init; }

    [Description("safe, unsafe or resolved. Required.")]
    public string? SafetyStatus { get; init; }

    [Description("Unix seconds.")]
    public long? StartTime { get; init; }

    [Description("Unix seconds; the time of the event. Where it is left out that is start_time, or now.")]
    public long? EndTime { get; init; }

    public string? TrailerId { get; init; }

    public string? TrailerName { get; init; }

    public string? LicensePlate { get; init; }

    [Description("Where it was done, in words.")]
    public string? Location { get; init; }

    [Description("Miles.")]
    public double? OdometerMi { get; init; }

    [Description("Who signed it.")]
    public DvirAuthor? Author { get; init; }

    [Description("The mechanic who signed for the repairs.")]
    public DvirMechanic? Mechanic { get; init; }

    [Description("Up to 100.")]
    public IReadOnlyList<DvirDefect>? Defects { get; init; }
}
