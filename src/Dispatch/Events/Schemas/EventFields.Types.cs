using static Gateway.Dispatch.Events.Schemas.FieldKind;

namespace Gateway.Dispatch.Events.Schemas;

/// <content>The fields of each type.</content>
public static partial class EventFields
{
    private static readonly EventField[] Location =
    [
        new("altitude_ft", Number, "Feet above sea level."),
        new("voltage_v", Number, "Supply voltage, volts."),
        new("engine_hours", Number, "Hours."),
        new("speed_limit_mph", Number, "The posted limit of the road in the direction of travel, miles an hour; null without roads and where none matched for sure."),
        new("address", Text, "Reserved: always null."),
        Known("reason", Text, "Why the report was made.") with { Values = ["interval", "ignition", "motion", "alarm", "event"] },
        new("inputs", FieldKind.Object, "Digital inputs by number.")
        {
            Fields = [.. Enumerable.Range(1, 4).Select(input => Known($"{input}", FieldKind.Boolean, $"Whether input {input} is on."))],
        },
    ];

    private static readonly EventField[] Speed =
    [
        Known("threshold_mph", Number, "The webhook's threshold, miles an hour."),
        new("over_mph", Number, "Miles an hour over the threshold."),
    ];

    private static readonly EventField[] Posted =
    [
        Known("speed_limit_mph", Number, "The posted limit, miles an hour."),
        Known("threshold_mph", Number, "The webhook's threshold, miles an hour over the limit."),
        new("over_mph", Number, "Miles an hour over the limit."),
        new("percent_over", Number, "The same, per cent of the limit."),
        new("road_name", Text, "The road's name."),
        new("way_id", Integer, "The road's id in its source."),
        new("limit_source", Text, "Where the limit comes from."),
        new("match_distance_ft", Number, "Feet between the fix and the road."),
        new("match_heading_diff_deg", Number, "Degrees between the vehicle's and the road's direction."),
        new("match_confidence", Number, "0 to 1."),
    ];

    private static readonly EventField[] Heartbeat =
    [
        new("last_fix_time", Time, "When the last known position was fixed."),
        new("fix_age_s", Integer, "Seconds since then."),
        new("voltage_v", Number, "Supply voltage, volts."),
        new("battery_v", Number, "The device's own battery, volts."),
        new("battery_pct", Number, "The device's own battery, per cent."),
        new("signal", Number, "GSM signal, as the device tells it."),
    ];

    private static readonly EventField[] Trip =
    [
        .. Version("trip_id", "trip"),
        Known("start_time", Time, "When it began."),
        Known("end_time", Time, "When it ended."),
        Known("duration_s", Integer, "Seconds."),
        new("distance_mi", Number, "Miles."),
        new("distance_source", Text, "odometer where it was sound, else the summed fixes.") { Values = ["odometer", "gps"] },
        new("start_latitude", Number, "Decimal degrees."),
        new("start_longitude", Number, "Decimal degrees."),
        new("end_latitude", Number, "Decimal degrees."),
        new("end_longitude", Number, "Decimal degrees."),
        new("start_landmark_id", Integer, "The landmark that it began in."),
        new("start_landmark", Text, "Its name."),
        new("end_landmark_id", Integer, "The landmark that it ended in."),
        new("end_landmark", Text, "Its name."),
        new("max_speed_mph", Number, "The highest speed that a fix told, miles an hour."),
        new("avg_speed_mph", Number, "Distance by duration, miles an hour."),
        new("idle_duration_s", Integer, "Seconds stood with the ignition on."),
        new("idle_count", Integer, "How many times it stood so."),
        new("points", Integer, "Fixes."),
        new("end_reason", Text, "What ended it.") { Values = ["ignition_off", "idle", "no_data"] },
        new("min_latitude", Number, "South end of its bounds, decimal degrees."),
        new("min_longitude", Number, "West end."),
        new("max_latitude", Number, "North end."),
        new("max_longitude", Number, "East end."),
        new("driver_changed", FieldKind.Boolean, "Whether the driver changed on the way."),
    ];

    private static readonly EventField[] IgnitionOn =
        [.. Version("edge_id", "edge"), Source, Since("off_duration_s", "off"), .. Supply, TripOf];

    private static readonly EventField[] IgnitionOff =
    [
        .. Version("edge_id", "edge"), Source, Since("on_duration_s", "on"), .. Supply, TripOf,
        new("trip_distance_mi", Number, "The trip's length so far, miles."),
    ];

    private static readonly EventField[] Idle =
    [
        .. Version("idle_id", "idle"),
        Known("phase", Text, "threshold: it has lasted the threshold. end: it ended.") with { Values = ["threshold", "end"] },
        Known("start_time", Time, "When it began."),
        new("end_time", Time, "When it ended; null in phase threshold."),
        Known("duration_s", Integer, "Seconds; the threshold in phase threshold."),
        Known("threshold_s", Integer, "The webhook's threshold, seconds."),
        Known("ignition_source", Text, "Where the ignition's state comes from.") with { Values = ["wire"] },
    ];

    private static readonly EventField[] Temperature =
    [
        Known("sensor_id", Integer, "The sensor's number on the device."),
        Known("temperature_c", Number, "Degrees Celsius."),
        Known("temperature_f", Number, "Degrees Fahrenheit."),
        Known("sample_time", Time, "When it was measured."),
        new("threshold_low_c", Number, "The webhook's range, lower end, degrees Celsius."),
        new("threshold_high_c", Number, "The webhook's range, upper end, degrees Celsius."),
        new("state", Text, "Against the range; null where the webhook has none.") { Values = ["normal", "low", "high"] },
        new("humidity_pct", Number, "The same sensor's, per cent."),
    ];

    private static readonly EventField[] Dvir =
    [
        Known("dvir_id", Integer, "The report's id at /v1/dvirs."),
        Known("inspection_type", Text, "When in the day it was done, or by whom.") with { Values = ["pre_trip", "post_trip", "mechanic"] },
        Known("safety_status", Text, "What it came to.") with { Values = ["safe", "unsafe", "resolved"] },
        new("start_time", Time, "When it began."),
        new("end_time", Time, "When it ended."),
        new("trailer_id", Text, "As posted."),
        new("trailer_name", Text, "As posted."),
        new("license_plate", Text, "As posted."),
        new("location", Text, "Where it was done, in words."),
        new("author", FieldKind.Object, "Who signed it.")
        {
            Fields =
            [
                new("type", Text, "driver, mechanic, or as posted."),
                new("driver_id", Integer, "The driver's id in the gateway."),
                new("name", Text, "As posted."),
                new("signed_time", Time, "When it was signed."),
            ],
        },
        new("mechanic", FieldKind.Object, "Who signed for the repairs.")
        {
            Fields =
            [
                new("mechanic_id", Text, "As posted."),
                new("name", Text, "As posted."),
                new("signed_time", Time, "When it was signed."),
                new("comment", Text, "As posted."),
            ],
        },
        Known("defect_count", Integer, "How many defects stand below."),
        Known("defects", Objects, "What was found.") with
        {
            Fields =
            [
                Known("defect_id", Text, "As posted, or its place in the list."),
                Known("unit", Text, "What it is on.") with { Values = ["vehicle", "trailer"] },
                Known("category", Text, "brakes, tires, lights …"),
                new("comment", Text, "As posted."),
                new("severity", Text, "As posted."),
                Known("resolved", FieldKind.Boolean, "Whether it was mended."),
                new("resolved_time", Time, "When."),
                new("resolved_by", Text, "By whom."),
                Known("photo_urls", Texts, "Addresses of photos."),
            ],
        },
    ];

    private static readonly EventField[] Assignment =
    [
        .. Version("assignment_id", "assignment"),
        Known("action", Text, "changed: from another driver. unassigned: it ended.") with { Values = ["assigned", "changed", "unassigned"] },
        new("method", Text, "How the driver was told.") { Values = ["ibutton", "rfid", "card", "api"] },
        new("credential", Text, "As the device told it; null where the API assigned."),
        Known("start_time", Time, "When it began."),
        new("end_time", Time, "When it ended; null while it lasts."),
        new("previous_driver_id", Integer, "Who drove before."),
        Known("is_passenger", FieldKind.Boolean, "Reserved: always false."),
        new("source", Text, "Who told.") { Values = ["device", "api"] },
    ];

    private static EventField Source =>
        Known("ignition_source", Text, "Where the state comes from.") with { Values = ["wire"] };

    private static EventField TripOf => new("trip_id", ObjectId, "The trip that may begin, or that ends.");

    private static EventField[] Supply =>
        [new("voltage_v", Number, "Supply voltage, volts."), new("engine_hours", Number, "Hours.")];

    private static EventField Since(string name, string state) =>
        new(name, Integer, $"Seconds that it had been {state}; null where the beginning was not seen.");

    private static EventField[] Landmark(params string[] transitions) =>
    [
        Known("transition", Text, "Which way.") with { Values = transitions },
        Known("landmark_groups", Texts, "The landmark's groups."),
        new("shape", Text, "Null where the landmark was deleted.") { Values = ["circle", "polygon", "multipolygon"] },
        .. Version("visit_id", "visit"),
        Known("detection", Text, "How it was seen: at a fix inside or outside, at the vehicle's first fix ever, between two fixes, or "
            + "because the landmark was deleted.") with { Values = ["fix", "initial", "segment", "removed"] },
        new("crossing_time", Time, "When the boundary was crossed, interpolated."),
        new("crossing_latitude", Number, "Where, decimal degrees."),
        new("crossing_longitude", Number, "Where, decimal degrees."),
        new("enter_time", Time, "When the visit began; null where the landmark was made around the vehicle."),
        new("leave_time", Time, "When it ended; null while it lasts."),
        new("dwell_s", Integer, "Seconds between the two."),
    ];
}
