using System.ComponentModel;
using Gateway.Configuration.Vehicles;
using Gateway.Vehicles;

namespace Gateway.Api.Vehicles;

/// <summary>A vehicle as the API shows it.</summary>
public sealed record VehicleObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string RefId { get; init; }

    public required string? DeviceId { get; init; }

    public required string? Vin { get; init; }

    public required string? Label { get; init; }

    public required string? SerialNumber { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    [Description("The newest report; null where none ever came.")]
    public required LastReportObject? LastReport { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static VehicleObject From(Vehicle vehicle, LastReport? report) => new()
    {
        Id = vehicle.Id,
        AccountId = vehicle.AccountId,
        RefId = vehicle.RefId,
        DeviceId = vehicle.DeviceId,
        Vin = vehicle.Vin,
        Label = vehicle.Label,
        SerialNumber = vehicle.SerialNumber,
        Attributes = vehicle.Attributes,
        LastReport = LastReportObject.From(report),
        CreatedTime = vehicle.CreatedMs / 1000,
    };
}
