namespace Gateway.Vehicles.Timelines;

/// <summary>What a fact comes from. Written to disk: never reuse a number.</summary>
internal enum FactKind : byte
{
    /// <summary>A device's report.</summary>
    Report = 1,

    /// <summary>A driver assigned, or taken off, through the API.</summary>
    Assignment = 2,
}
