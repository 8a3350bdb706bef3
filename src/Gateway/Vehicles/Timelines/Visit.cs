namespace Gateway.Vehicles.Timelines;

/// <summary>A stay in a landmark that has not ended.</summary>
internal readonly record struct Visit
{
    public long LandmarkId { get; init; }

    public ObjectTag Tag { get; init; }

    /// <summary>Event time, Unix milliseconds.</summary>
    public long EnterMs { get; init; }

    /// <summary>Where and when the boundary was crossed, interpolated.</summary>
    public long CrossingMs { get; init; }

    public Place Crossing { get; init; }

    public Detection Detection { get; init; }

    /// <summary>The landmark came to the vehicle, not the vehicle to the landmark: no enter was sent.</summary>
    public bool IsSilent { get; init; }
}
