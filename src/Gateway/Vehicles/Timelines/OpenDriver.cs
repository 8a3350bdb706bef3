namespace Gateway.Vehicles.Timelines;

/// <summary>The driver's assignment that goes on, or none.</summary>
internal record struct OpenDriver
{
    public DriverIdentity Driver { get; set; }

    public DriverIdentity Previous { get; set; }

    public ObjectTag Tag { get; set; }

    public long StartMs { get; set; }

    /// <summary>The credential that the device told last; only another one is news.</summary>
    public string? Told { get; set; }
}
