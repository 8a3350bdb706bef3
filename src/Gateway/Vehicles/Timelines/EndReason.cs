namespace Gateway.Vehicles.Timelines;

/// <summary>What ended a trip or an idle.</summary>
internal enum EndReason : byte
{
    None = 0,
    IgnitionOff = 1,

    /// <summary>Stood for longer than the setting.</summary>
    Idle = 2,
    NoData = 3,
    Motion = 4,
}
