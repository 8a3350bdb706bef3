using System.ComponentModel;
using System.Text.Json;
using Gateway.Configuration.Submissions;

namespace Gateway.Api.Dvirs;

/// <summary>An inspection report as the API shows it.</summary>
public sealed record DvirObject
{
    [Description("dvir_id in messages.")]
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required long VehicleId { get; init; }

    public required string? InspectionType { get; init; }

    public required string? SafetyStatus { get; init; }

    [Description("Unix seconds.")]
    public required long? StartTime { get; init; }

    [Description("Unix seconds.")]
    public required long? EndTime { get; init; }

    public required string? TrailerId { get; init; }

    public required string? TrailerName { get; init; }

    public required string? LicensePlate { get; init; }

    public required string? Location { get; init; }

    [Description("Miles.")]
    public required double? OdometerMi { get; init; }

    public required DvirAuthor? Author { get; init; }

    public required DvirMechanic? Mechanic { get; init; }

    public required int DefectCount { get; init; }

    public required IReadOnlyList<DvirDefect> Defects { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static DvirObject From(Submission submission)
    {
        var fields = JsonSerializer.Deserialize(submission.Fields ?? "{}", ApiJson.Plain.DvirFields) ?? new DvirFields();
        return new DvirObject
        {
            Id = submission.Id,
            AccountId = submission.AccountId,
            VehicleId = submission.VehicleId,
            InspectionType = fields.InspectionType,
            SafetyStatus = fields.SafetyStatus,
            StartTime = fields.StartTime,
            EndTime = fields.EndTime,
            TrailerId = fields.TrailerId,
            TrailerName = fields.TrailerName,
            LicensePlate = fields.LicensePlate,
            Location = fields.Location,
            OdometerMi = fields.OdometerMi,
            Author = fields.Author,
            Mechanic = fields.Mechanic,
            DefectCount = fields.DefectCount,
            Defects = fields.Defects,
            CreatedTime = submission.CreatedMs / 1000,
        };
    }
}
