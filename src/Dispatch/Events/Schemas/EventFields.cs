using static Gateway.Dispatch.Events.Schemas.FieldKind;

namespace Gateway.Dispatch.Events.Schemas;

/// <summary>The fields of <c>data</c>, in the order in which they are written.</summary>
public static partial class EventFields
{
    /// <summary>What stands in every type, in front of the type's own fields.</summary>
    public static IReadOnlyList<EventField> Common { get; } =
    [
        Known("event_id", FieldKind.EventId, "The event; the same on every retry and replay."),
        Known("schema_version", Integer, "Version of these fields; raised when one changes its meaning."),
        Known("vehicle_id", Integer, "The vehicle's id in the gateway."),
        new("label", Text, "The vehicle's label."),
        new("vin", Text, "The vehicle identification number."),
        new("serial_number", Text, "The tracker's serial number, as set up."),
        new("device_id", Text, "The tracker's IMEI or the protocol's own id."),
        new("protocol", Text, "The protocol that the device spoke; null where no device's report led to the message."),
        Known("event_time", Time, "When it happened."),
        new("fix_time", Time, "When the position was fixed; older than the event where there was no new fix."),
        Known("received_time", Time, "When the gateway read what led to the message."),
        new("latitude", Number, "Decimal degrees, WGS 84."),
        new("longitude", Number, "Decimal degrees, WGS 84."),
        new("heading", Number, "Degrees clockwise from north."),
        new("speed_mph", Number, "Speed over ground, miles an hour."),
        new("ignition", Text, "State of the ignition.") { Values = ["on", "off"] },
        new("odometer_mi", Number, "Miles."),
        new("driver_id", Integer, "The driver's id in the gateway."),
        new("first_name", Text, "The driver's."),
        new("last_name", Text, "The driver's."),
        new("landmark_id", Integer, "A landmark that the vehicle is in: the one with the lowest id. In landmark types: the landmark."),
        new("landmark", Text, "Its name."),
        Known("fix_valid", FieldKind.Boolean, "Whether the report itself carried a valid fix."),
        new("satellites", Integer, "Satellites in use."),
        new("hdop", Number, "Horizontal dilution of precision."),
        Known("late", FieldKind.Boolean, "Whether it comes from a report older than one that was processed before."),
    ];

    /// <summary>A type's own fields.</summary>
    public static IReadOnlyList<EventField> Of(EventType type) => type switch
    {
        EventType.Location => Location,
        EventType.Speed => Speed,
        EventType.Posted => Posted,
        EventType.Heartbeat => Heartbeat,
        EventType.TripComplete => Trip,
        EventType.IgnitionOn => IgnitionOn,
        EventType.IgnitionOff => IgnitionOff,
        EventType.LandmarkEnter => Landmark("enter"),
        EventType.LandmarkLeave => Landmark("leave"),
        EventType.LandmarkChange => Landmark("enter", "leave"),
        EventType.Idle => Idle,
        EventType.Temperature => Temperature,
        EventType.Dvir => Dvir,
        EventType.DriverAssignment => Assignment,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
    };

    private static EventField Known(string name, FieldKind kind, string description) =>
        new(name, kind, description) { IsNullable = false };

    /// <summary>Identity of an object that can be sent again.</summary>
    private static EventField[] Version(string id, string what) =>
    [
        Known(id, ObjectId, $"The {what}; the same in every message about it."),
        Known("revision", Integer, "0, and higher each time what was sent turned out different; the highest one holds."),
        Known("void", FieldKind.Boolean, $"True: the {what} turned out not to have happened."),
    ];
}
