namespace Gateway.Vehicles;

/// <summary>A consistent copy of what is known of a vehicle; null is "not known".</summary>
internal sealed record VehicleStatus(
    long EventMs,
    long ReceivedMs,
    double? Latitude,
    double? Longitude,
    double? Heading,
    double? SpeedKph,
    bool? Ignition,
    double? OdometerMeters);
