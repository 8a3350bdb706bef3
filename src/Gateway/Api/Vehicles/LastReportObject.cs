using System.ComponentModel;
using Gateway.Vehicles;

namespace Gateway.Api.Vehicles;

/// <summary>The newest report of a vehicle, as the API shows it.</summary>
public sealed record LastReportObject
{
    [Description("Unix seconds, by the device's clock.")]
    public required long EventTime { get; init; }

    [Description("Unix seconds.")]
    public required long ReceivedTime { get; init; }

    public required double? Latitude { get; init; }

    public required double? Longitude { get; init; }

    public required double? Heading { get; init; }

    public required double? SpeedMph { get; init; }

    [Description("on or off, as in messages; null where it is not known.")]
    public required string? Ignition { get; init; }

    public required double? OdometerMi { get; init; }

    internal static LastReportObject? From(LastReport? report) => report is null ? null : new()
    {
        EventTime = report.EventTimeMs / 1000,
        ReceivedTime = report.ReceivedMs / 1000,
        Latitude = report.Latitude,
        Longitude = report.Longitude,
        Heading = report.Heading,
        SpeedMph = report.SpeedMph,
        Ignition = report.Ignition switch { true => "on", false => "off", null => null },
        OdometerMi = report.OdometerMiles,
    };
}
