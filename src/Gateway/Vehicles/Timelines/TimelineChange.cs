namespace Gateway.Vehicles.Timelines;

/// <summary>What a fact did.</summary>
/// <param name="IsOpening">The object began; else it ended (an edge does both at once).</param>
/// <param name="Object">As it is after the fact.</param>
internal readonly record struct TimelineChange(bool IsOpening, TimelineObject Object);
