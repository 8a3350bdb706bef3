namespace Gateway.Vehicles.Timelines;

/// <summary>A trip that goes on.</summary>
internal record struct OpenTrip
{
    public TripPhase Phase { get; set; }

    public ObjectTag Tag { get; set; }

    public long StartMs { get; set; }

    public Place? Start { get; set; }

    /// <summary>0 for none.</summary>
    public long StartLandmark { get; set; }

    public TimelineFigures Figures { get; set; }

    /// <summary><see cref="TimelineFigures.Points"/> when the vehicle came to stand.</summary>
    public int PointsAtStill { get; set; }
}
