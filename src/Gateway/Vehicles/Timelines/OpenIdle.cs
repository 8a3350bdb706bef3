namespace Gateway.Vehicles.Timelines;

/// <summary>An idle that goes on, or none.</summary>
internal record struct OpenIdle
{
    public bool IsOpen { get; set; }

    public ObjectTag Tag { get; set; }

    public long StartMs { get; set; }
}
