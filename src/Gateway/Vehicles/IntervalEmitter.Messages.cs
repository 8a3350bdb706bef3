using Gateway.Dispatch.Events;
using Gateway.Geo.Landmarks;
using Gateway.Vehicles.Timelines;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Vehicles;

/// <content>The messages, one method a type.</content>
internal sealed partial class IntervalEmitter
{
    private void Edge(in TimelineObject edge, bool isVoid)
    {
        var on = edge.Key != 0;
        var type = on ? EventType.IgnitionOn : EventType.IgnitionOff;
        if (!emitter.Address(type, null))
        {
            return;
        }

        var ofReport = edge.StartMs == _reportMs;
        Save();
        At(edge.StartMs, edge.Start, edge.StartLandmark, edge);
        if (ofReport && !_context.FixValid)
        {
            // The last place that was believed, which is not always the last that was told.
            Locate(edge.StartMs, edge.Start, edge);
        }

        _context.Ignition = on;
        _context.Id = IdOf(edge, type);
        emitter.Put(type, _context, emitter.Writer.Ignition(_context, new IgnitionDetails(
            VersionOf(edge, isVoid),
            "wire",
            Known(edge.SinceMs),
            ofReport ? _inputs.ExternalVolts : null,
            ofReport ? _inputs.EngineSeconds : null,
            edge.TripId == 0 ? null : edge.TripId,
            on || edge.TripId == 0 ? null : edge.Figures.DistanceMeters)));
        Restore();
    }

    private void Trip(in TimelineObject trip, bool isVoid)
    {
        if (!emitter.Address(EventType.TripComplete, null))
        {
            return;
        }

        Save();
        At(trip.EndMs == NoTime ? trip.StartMs : trip.EndMs, trip.End, trip.EndLandmark, trip);
        _context.Id = IdOf(trip, EventType.TripComplete);
        var figures = trip.Figures;
        var known = !isVoid;
        emitter.Put(EventType.TripComplete, _context, emitter.Writer.Trip(_context, new TripDetails(
            VersionOf(trip, isVoid),
            trip.StartMs,
            trip.EndMs == NoTime ? trip.StartMs : trip.EndMs,
            known ? figures.DistanceMeters : null,
            known ? (figures.OdometerIsSound ? "odometer" : "gps") : null,
            PointOf(trip.Start),
            PointOf(trip.End),
            LandmarkOf(trip.StartLandmark),
            LandmarkOf(trip.EndLandmark),
            known && figures.MaxSpeedTenths >= 0 ? figures.MaxSpeedTenths / 10.0 : null,
            known ? figures.IdleMs : null,
            known ? figures.IdleCount : null,
            known ? figures.Points : null,
            trip.Reason switch
            {
                EndReason.IgnitionOff => "ignition_off",
                EndReason.Idle => "idle",
                EndReason.NoData => "no_data",
                _ => null,
            },
            figures.HasBounds ? PointOf(figures.Least) : null,
            figures.HasBounds ? PointOf(figures.Most) : null,
            known ? figures.DriverChanged : null)));
        Restore();
    }

    private void Idle(in TimelineObject idle, int threshold, string phase, bool isVoid)
    {
        var isEnd = phase == "end";
        emitter.AddressIdle(threshold);
        Save();
        At(isEnd ? idle.EndMs : idle.StartMs + (threshold * 1000L), idle.End, idle.EndLandmark, idle);
        _context.Ignition ??= true;
        _context.Id = EventIds.OfObject(
            _context.VehicleId, idle.Tag.Id, idle.Tag.Revision, EventType.Idle, ((long)threshold << 1) | (isEnd ? 1L : 0L));
        emitter.Put(EventType.Idle, _context, emitter.Writer.Idle(_context, new IdleDetails(
            VersionOf(idle, isVoid), phase, idle.StartMs, isEnd ? idle.EndMs : null, threshold)));
        Restore();
    }

    private void Visit(in TimelineObject visit, bool entered, bool isVoid)
    {
        var type = entered ? EventType.LandmarkEnter : EventType.LandmarkLeave;
        if (!emitter.Address(type, visit.Key))
        {
            return;
        }

        var landmark = _index?.Find(visit.Key);
        var place = entered ? visit.Start : visit.End;
        Save();
        At(entered ? visit.StartMs : visit.EndMs, place, visit.Key, visit);
        _context.Id = IdOf(visit, type);
        emitter.Put(type, _context, emitter.Writer.Landmark(_context, new LandmarkDetails(
            entered,
            visit.Key,
            landmark?.Name,
            landmark?.Groups ?? [],
            landmark?.Shape.Kind.ToName(),
            VersionOf(visit, isVoid),
            NameOf(entered ? visit.EnterDetection : visit.LeaveDetection),
            Known(entered ? visit.EnterCrossingMs : visit.LeaveCrossingMs),
            PointOf(place),
            visit.EnterDetection == Detection.None && !isVoid ? null : visit.StartMs,
            entered ? null : Known(visit.EndMs))));
        Restore();
    }

    private void Driver(in TimelineObject assignment, bool isVoid)
    {
        if (!emitter.Address(EventType.DriverAssignment, null))
        {
            return;
        }

        Save();
        At(assignment.IsOpen ? assignment.StartMs : assignment.EndMs, assignment.End, assignment.EndLandmark, assignment);
        var previous = DescribeDriver(_context, assignment.Previous, _accountId, _drivers);
        DescribeDriver(_context, assignment.Driver, _accountId, _drivers);
        _context.Id = IdOf(assignment, EventType.DriverAssignment);
        var driver = assignment.Driver;
        emitter.Put(EventType.DriverAssignment, _context, emitter.Writer.Assignment(_context, new AssignmentDetails(
            VersionOf(assignment, isVoid),
            !assignment.IsOpen || isVoid ? "unassigned" : assignment.Previous.IsNone ? "assigned" : "changed",
            MethodOf(driver),
            driver.Credential,
            assignment.StartMs,
            Known(assignment.EndMs),
            previous)));
        Restore();
    }

    /// <summary>
    /// By the credential's look: an iButton has 64 bits, an RFID tag up to 56, both in hex; what is no hex is a card's text.
    /// </summary>
    private static string? MethodOf(DriverIdentity driver) => driver switch
    {
        { IsByApi: true } => "api",
        { IsNone: true } => null,
        { Credential: { } text } when !text.All(char.IsAsciiHexDigit) => "card",
        { Credential.Length: 16 } => "ibutton",
        _ => "rfid",
    };

    private static string NameOf(Detection detection) => detection switch
    {
        Detection.Initial => "initial",
        Detection.Segment => "segment",
        Detection.Removed => "removed",
        _ => "fix",
    };

    private static long? Known(long timeMs) => timeMs == NoTime ? null : timeMs;

    private static (double Latitude, double Longitude)? PointOf(Place? place) =>
        place is { } at ? (Math.Round(at.Latitude, 7), Math.Round(at.Longitude, 7)) : null;

    private static ObjectVersion VersionOf(in TimelineObject what, bool isVoid) => new(what.Tag.Id, what.Tag.Revision, isVoid);

    private (long Id, string? Name)? LandmarkOf(long landmarkId) =>
        landmarkId == 0 ? null : (landmarkId, _index?.Find(landmarkId)?.Name);

    private EventId IdOf(in TimelineObject what, EventType type) =>
        EventIds.OfObject(_context.VehicleId, what.Tag.Id, what.Tag.Revision, type);

    private void Save() => _saved.Take(_context);

    private void Restore() => _saved.Give(_context);
}
