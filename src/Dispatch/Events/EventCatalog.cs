namespace Gateway.Dispatch.Events;

/// <summary>
/// The fourteen types with their meaning and an example each. The examples of the types that are computed today come
/// from the writer that writes the real messages.
/// </summary>
public sealed class EventCatalog
{
    private readonly Dictionary<EventType, EventTypeInfo> _byType;

    public EventCatalog()
    {
        using var examples = new EventExamples();
        All =
        [
            new(
                EventType.Location,
                "Location",
                "Sent for every report that carries a valid fix, also late ones (late: true).",
                [],
                examples.Of(EventType.Location)),
            new(
                EventType.Speed,
                "Speed",
                "Sent for every report with a valid fix whose speed is at or above the webhook's threshold.",
                [new("threshold_mph", "number", false, "0", "Speed in miles an hour from which on a report is sent.")],
                examples.Of(EventType.Speed)),
            new(
                EventType.Posted,
                "Posted speed",
                "Sent when the speed is at least the threshold over the posted limit of the road.",
                [new("threshold_mph", "number", false, "0", "Miles an hour over the posted limit from which on it is sent.")],
                examples.Of(EventType.Posted)),
            new(
                EventType.Heartbeat,
                "Heartbeat",
                "Sent for every heartbeat message of a device, with the last position known.",
                [],
                examples.Of(EventType.Heartbeat)),
            new(
                EventType.TripComplete,
                "Trip complete",
                "Sent when a trip ended: ignition off, standing for longer than 300 s, or no data for longer than 3600 s. "
                    + "Sent again with a higher revision when later data changes it.",
                [],
                examples.Of(EventType.TripComplete)),
            new(
                EventType.IgnitionOn,
                "Ignition on",
                "Sent when the ignition goes from off to on. The first state ever known of a vehicle is not an event.",
                [],
                examples.Of(EventType.IgnitionOn)),
            new(
                EventType.IgnitionOff,
                "Ignition off",
                "Sent when the ignition goes from on to off. The first state ever known of a vehicle is not an event.",
                [],
                examples.Of(EventType.IgnitionOff)),
            new(
                EventType.LandmarkEnter,
                "Landmark enter",
                "Sent when a vehicle is inside a landmark and was not before, also where it passed between two fixes.",
                [],
                examples.Of(EventType.LandmarkEnter)),
            new(
                EventType.LandmarkLeave,
                "Landmark leave",
                "Sent when a vehicle is outside a landmark that it was in, with the visit's enter time; also when the landmark "
                    + "was deleted around it (detection: removed).",
                [],
                examples.Of(EventType.LandmarkLeave)),
            new(
                EventType.LandmarkChange,
                "Landmark change",
                "One webhook that gets both directions; transition says enter or leave.",
                [],
                examples.Of(EventType.LandmarkChange)),
            new(
                EventType.Idle,
                "Idle",
                "Sent when a vehicle has idled (ignition on, not moving) for the threshold, and when the idling ends.",
                [new("threshold_seconds", "integer", false, "300", "Seconds of idling after which it is sent.")],
                examples.Of(EventType.Idle)),
            new(
                EventType.Temperature,
                "Temperature",
                "Sent for every sensor value; with a range set, when a sensor leaves the range and when it is back.",
                [
                    new("threshold_low_c", "number", false, "no lower end", "The range's lower end, degrees Celsius."),
                    new("threshold_high_c", "number", false, "no upper end", "The range's upper end, degrees Celsius."),
                ],
                examples.Of(EventType.Temperature)),
            new(
                EventType.Dvir,
                "DVIR",
                "Sent when a driver's vehicle inspection report was posted to the API.",
                [],
                examples.Of(EventType.Dvir)),
            new(
                EventType.DriverAssignment,
                "Driver assignment",
                "Sent when a driver is assigned to a vehicle, by a device or the API, and again with a higher revision when the "
                    + "assignment ends.",
                [],
                examples.Of(EventType.DriverAssignment)),
        ];
        _byType = All.ToDictionary(info => info.Type);
    }

    /// <summary>All types, in the contract's order.</summary>
    public IReadOnlyList<EventTypeInfo> All { get; }

    public EventTypeInfo this[EventType type] => _byType[type];
}
