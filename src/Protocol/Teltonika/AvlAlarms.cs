using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Teltonika;

/// <summary>Which one-byte elements raise an alarm, and with which values.</summary>
internal static class AvlAlarms
{
    public static DeviceAlarms Of(ushort id, byte value, int? eventId) => id switch
    {
        AvlId.Alarm when value == 1 => DeviceAlarms.Sos,
        AvlId.Towing when value == 1 => DeviceAlarms.Towing,

        // 1 and 6 are crashes (device calibrated or not); 2 to 5 mark records of a crash trace.
        AvlId.Crash when value is 1 or 6 => DeviceAlarms.Crash,
        AvlId.Jamming when value == 1 => DeviceAlarms.Jamming,
        AvlId.GnssJamming when value == 2 => DeviceAlarms.Jamming,
        AvlId.Idling when value == 1 => DeviceAlarms.Idling,
        AvlId.Unplug when value == 1 => DeviceAlarms.Unplugged,
        AvlId.GreenDrivingType => value switch
        {
            1 => DeviceAlarms.HarshAcceleration,
            2 => DeviceAlarms.HarshBraking,
            3 => DeviceAlarms.HarshCornering,
            _ => DeviceAlarms.None,
        },
        AvlId.Overspeeding when value > 0 => DeviceAlarms.Overspeed,

        // Zones may be sent with every record; only the record that a zone triggered is an alarm.
        >= AvlId.GeofenceZone1 and <= AvlId.GeofenceZone5 when eventId == id => DeviceAlarms.Geofence,
        AvlId.AutoGeofence when eventId == id => DeviceAlarms.Geofence,
        _ => DeviceAlarms.None,
    };

    /// <summary>
    /// Whether the value is kept beside the alarm: it says more (a speed, a direction), or old models (FM1100 and the
    /// like) use the number for something else (251 immobilizer, 252 authorized driving).
    /// </summary>
    public static bool SaysMore(ushort id) => id
        is AvlId.Overspeeding
        or AvlId.Idling
        or AvlId.Unplug
        or AvlId.AutoGeofence
        or (>= AvlId.GeofenceZone1 and <= AvlId.GeofenceZone5);
}
