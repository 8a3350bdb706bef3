namespace Gateway.Dispatch.Events;

/// <summary>
/// The fourteen types of webhook. The numbers are written to disk: never reuse one. Names on the wire:
/// <see cref="EventTypeNames"/>.
/// </summary>
public enum EventType : byte
{
    Location = 1,
    Speed = 2,
    Posted = 3,
    Heartbeat = 4,
    TripComplete = 5,
    IgnitionOn = 6,
    IgnitionOff = 7,
    LandmarkEnter = 8,
    LandmarkLeave = 9,

    /// <summary>
    /// A webhook's type only, never an event's: such a webhook gets the enter and the leave events, and its messages
    /// carry this type in their head.
    /// </summary>
    LandmarkChange = 10,
    Idle = 11,
    Temperature = 12,
    Dvir = 13,
    DriverAssignment = 14,
}
