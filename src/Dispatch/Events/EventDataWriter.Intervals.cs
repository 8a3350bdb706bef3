namespace Gateway.Dispatch.Events;

/// <content>Objects that have an id of their own and may be sent again.</content>
public sealed partial class EventDataWriter
{
    public ReadOnlySpan<byte> Ignition(EventContext context, in IgnitionDetails details)
    {
        Begin(context);
        Version("edge_id", details.Version);
        _json.WriteString("ignition_source", details.Source);
        Number(
            context.Ignition == true ? "off_duration_s" : "on_duration_s",
            details.PreviousSinceMs is { } since ? EventUnits.Between(since, context.EventTimeMs) : null);
        Number("voltage_v", Rounded(details.ExternalVolts));
        Number("engine_hours", details.EngineSeconds is { } seconds ? Math.Round(seconds / 3600, 2) : null);
        ObjectId("trip_id", details.TripId);
        if (context.Ignition != true)
        {
            Number("trip_distance_mi", details.TripMeters is { } meters ? EventUnits.ToMiles(meters) : null);
        }

        return End();
    }

    public ReadOnlySpan<byte> Landmark(EventContext context, in LandmarkDetails details)
    {
        Begin(context, details.LandmarkId, details.LandmarkName);
        _json.WriteString("transition", details.Entered ? "enter" : "leave");
        _json.WriteStartArray("landmark_groups");
        for (var i = 0; i < details.Groups.Count; i++)
        {
            _json.WriteStringValue(details.Groups[i]);
        }

        _json.WriteEndArray();
        _json.WriteString("shape", details.Shape);
        Version("visit_id", details.Version);
        _json.WriteString("detection", details.Detection);
        Seconds("crossing_time", details.CrossingMs);
        Number("crossing_latitude", details.Crossing?.Latitude);
        Number("crossing_longitude", details.Crossing?.Longitude);
        Seconds("enter_time", details.EnterTimeMs);
        Seconds("leave_time", details.LeaveTimeMs);
        Number(
            "dwell_s",
            details is { LeaveTimeMs: { } leave, EnterTimeMs: { } enter } ? EventUnits.Between(enter, leave) : null);
        return End();
    }

    public ReadOnlySpan<byte> Trip(EventContext context, in TripDetails details)
    {
        Begin(context);
        Version("trip_id", details.Version);
        Seconds("start_time", details.StartMs);
        Seconds("end_time", details.EndMs);
        Number("duration_s", EventUnits.Between(details.StartMs, details.EndMs));
        Number("distance_mi", details.DistanceMeters is { } meters ? EventUnits.ToMiles(meters) : null);
        _json.WriteString("distance_source", details.DistanceSource);
        Number("start_latitude", details.Start?.Latitude);
        Number("start_longitude", details.Start?.Longitude);
        Number("end_latitude", details.End?.Latitude);
        Number("end_longitude", details.End?.Longitude);
        Number("start_landmark_id", details.StartLandmark?.Id);
        _json.WriteString("start_landmark", details.StartLandmark?.Name);
        Number("end_landmark_id", details.EndLandmark?.Id);
        _json.WriteString("end_landmark", details.EndLandmark?.Name);
        Number("max_speed_mph", details.MaxSpeedKph is { } top ? EventUnits.ToMph(top) : null);
        Number(
            "avg_speed_mph",
            details.DistanceMeters is { } way ? EventUnits.ToAverageMph(way, details.EndMs - details.StartMs) : null);
        Number("idle_duration_s", details.IdleMs / 1000);
        Number("idle_count", details.IdleCount);
        Number("points", details.Points);
        _json.WriteString("end_reason", details.EndReason);
        Number("min_latitude", details.Least?.Latitude);
        Number("min_longitude", details.Least?.Longitude);
        Number("max_latitude", details.Most?.Latitude);
        Number("max_longitude", details.Most?.Longitude);
        Boolean("driver_changed", details.DriverChanged);
        return End();
    }

    public ReadOnlySpan<byte> Idle(EventContext context, in IdleDetails details)
    {
        Begin(context);
        Version("idle_id", details.Version);
        _json.WriteString("phase", details.Phase);
        Seconds("start_time", details.StartMs);
        Seconds("end_time", details.EndMs);
        Number("duration_s", details.EndMs is { } end ? EventUnits.Between(details.StartMs, end) : details.ThresholdSeconds);
        _json.WriteNumber("threshold_s", details.ThresholdSeconds);
        _json.WriteString("ignition_source", "wire");
        return End();
    }

    public ReadOnlySpan<byte> Assignment(EventContext context, in AssignmentDetails details)
    {
        Begin(context);
        Version("assignment_id", details.Version);
        _json.WriteString("action", details.Action);
        _json.WriteString("method", details.Method);
        _json.WriteString("credential", details.Credential);
        Seconds("start_time", details.StartMs);
        Seconds("end_time", details.EndMs);
        Number("previous_driver_id", details.PreviousDriverId);
        _json.WriteBoolean("is_passenger", false);
        _json.WriteString("source", details.Method is null ? null : details.Method == "api" ? "api" : "device");
        return End();
    }

    private void Version(string idName, ObjectVersion version)
    {
        ObjectId(idName, version.Id);
        _json.WriteNumber("revision", version.Revision);
        _json.WriteBoolean("void", version.IsVoid);
    }

    private void ObjectId(string name, ulong? value)
    {
        if (value is not { } id)
        {
            _json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[16];
        id.TryFormat(text, out _, "x16");
        _json.WriteString(name, text);
    }

    private void Boolean(string name, bool? value)
    {
        if (value is { } known)
        {
            _json.WriteBoolean(name, known);
        }
        else
        {
            _json.WriteNull(name);
        }
    }
}
