namespace Gateway.Vehicles.Timelines;

/// <summary>What a timeline is made of. Written to disk and part of ids: never reuse a number.</summary>
internal enum ObjectKind : byte
{
    /// <summary>The ignition went on or off.</summary>
    Edge = 1,
    Trip = 2,
    Idle = 3,

    /// <summary>A stay in a landmark.</summary>
    Visit = 4,

    /// <summary>A driver's assignment.</summary>
    Driver = 5,
}
