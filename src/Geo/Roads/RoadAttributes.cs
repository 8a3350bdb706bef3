namespace Gateway.Geo.Roads;

/// <summary>What is known of a road besides its line.</summary>
/// <param name="WayId">The way's id; null where the file has none.</param>
/// <param name="Name">The name, or the number where it has no name.</param>
/// <param name="OneWay">In which directions it may be driven.</param>
/// <param name="ForwardMph">Limit along the line, miles an hour; null where it is not known or there is none.</param>
/// <param name="BackwardMph">Limit against the line.</param>
/// <param name="Source">Where the limits come from.</param>
public readonly record struct RoadAttributes(
    long? WayId, string? Name, OneWay OneWay, double? ForwardMph, double? BackwardMph, LimitSource Source);
