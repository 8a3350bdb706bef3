namespace Gateway.Vehicles;

/// <summary>The newest report of a vehicle, in event time. A value that is not known is null.</summary>
/// <param name="EventTimeMs">When the device made it, Unix milliseconds.</param>
/// <param name="ReceivedMs">When it came in, Unix milliseconds.</param>
/// <param name="Latitude">Decimal degrees, WGS 84.</param>
/// <param name="Longitude">Decimal degrees, WGS 84.</param>
/// <param name="Heading">Degrees from north, clockwise.</param>
/// <param name="SpeedMph">Miles an hour.</param>
/// <param name="Ignition">Whether the ignition was on.</param>
/// <param name="OdometerMiles">Miles.</param>
public sealed record LastReport(
    long EventTimeMs,
    long ReceivedMs,
    double? Latitude,
    double? Longitude,
    double? Heading,
    double? SpeedMph,
    bool? Ignition,
    double? OdometerMiles);
