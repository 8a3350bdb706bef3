namespace Gateway.Vehicles.Timelines;

/// <summary>What a fact says. Written to disk: never reuse a bit.</summary>
[Flags]
internal enum FactFields : byte
{
    None = 0,
    Fix = 1,
    Speed = 2,
    IgnitionKnown = 4,
    IgnitionOn = 8,
    MovingKnown = 16,
    Moving = 32,
    Odometer = 64,
    Driver = 128,
}
