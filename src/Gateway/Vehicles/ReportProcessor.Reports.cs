using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Geo.Roads;
using Gateway.Protocol.Reports;
using Gateway.Roads;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <content>What a report says by itself.</content>
internal sealed partial class ReportProcessor
{
    private static void Advance(DeviceReport report, VehicleState state, long eventMs, long receivedMs)
    {
        state.LastEventMs = EventClock.ToldMs(report, receivedMs) ?? state.LastEventMs;
        state.LastReceivedMs = receivedMs;
        if (report.HasFix)
        {
            state.FixTimeMs = report.FixTimeMs ?? eventMs;
            state.Latitude = report.Latitude;
            state.Longitude = report.Longitude;
            state.Heading = report.CourseDegrees ?? double.NaN;
            state.SpeedKph = report.SpeedKph ?? double.NaN;
        }

        state.Ignition = state.Timeline.Ignition;
        state.OdometerMeters = report.OdometerMeters ?? state.OdometerMeters;
        state.ExternalVolts = report.ExternalVolts ?? state.ExternalVolts;
    }

    private static string Reason(DeviceReport report, bool ignitionEdge) =>
        ignitionEdge ? "ignition"
        : report.Alarms != DeviceAlarms.None ? "alarm"
        : report.EventCode is > 0 ? "event"
        : "interval";

    private void EmitReport(
        DeviceReport report,
        in EventIds ids,
        bool late,
        bool ignitionEdge,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot)
    {
        if (report.Kind == ReportKind.Heartbeat)
        {
            _emitter.Heartbeat(
                ids,
                _context,
                new HeartbeatDetails(report.ExternalVolts, report.BatteryVolts, report.BatteryPercent, report.GsmSignal));
        }

        if (report.HasFix)
        {
            var roads = snapshot.Roads?.Find(vehicle.AccountId);
            var limit = roads is null ? null : FindRoad(report, late, vehicle, state, roads, snapshot);
            _emitter.Location(
                ids,
                _context,
                new LocationDetails(
                    Reason(report, ignitionEdge),
                    report.AltitudeMeters,
                    report.ExternalVolts,
                    report.EngineSeconds,
                    report.DigitalInputs,
                    limit));
            _emitter.Speed(ids, _context);
            if (limit is not null)
            {
                _emitter.Posted(ids, _context);
            }
        }

        Temperatures(report, late, ids, state);
    }

    /// <summary>The posted limit where the vehicle is, in miles an hour; the way is kept for the next fix.</summary>
    private double? FindRoad(
        DeviceReport report, bool late, Vehicle vehicle, VehicleState state, AccountRoads roads, in ProcessingSnapshot snapshot)
    {
        if (!_emitter.WantsRoad)
        {
            return null;
        }

        var fix = new RoadFix
        {
            Latitude = report.Latitude,
            Longitude = report.Longitude,
            Heading = report.CourseDegrees,
            SpeedMph = report.SpeedKph is { } kph ? EventUnits.ToMph(kph) : null,
            AccuracyMetres = FactReader.Accuracy(report, snapshot.Motion.Of(vehicle.AccountId, _context.ReceivedMs)),
            PreviousWayId = late ? null : state.WayId,
        };
        var (way, limit) = _emitter.MatchRoad(roads.Index, fix);
        if (!late)
        {
            state.WayId = way;
        }

        return limit;
    }

    private void DescribeVehicle(Vehicle vehicle, in ReportSource source)
    {
        var context = _context;
        context.VehicleId = vehicle.Id;
        context.Label = vehicle.Label;
        context.Vin = vehicle.Vin;
        context.SerialNumber = vehicle.SerialNumber;
        context.DeviceId = vehicle.DeviceId;
        context.Protocol = source.Protocol;
        context.ReceivedMs = source.ReceivedMs;
    }

    private void Describe(
        DeviceReport report,
        long eventMs,
        bool late,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot,
        in ReportSource source)
    {
        DescribeVehicle(vehicle, source);
        var context = _context;
        context.EventTimeMs = eventMs;
        context.Late = late;
        context.FixValid = report.HasFix;
        context.Satellites = report.Satellites;
        context.Hdop = report.Hdop;
        context.Heading = report.HasFix ? report.CourseDegrees : null;
        context.SpeedKph = report.HasFix ? report.SpeedKph : null;
        if (report.HasFix)
        {
            context.FixTimeMs = report.FixTimeMs ?? eventMs;
            context.Latitude = report.Latitude;
            context.Longitude = report.Longitude;
        }
        else
        {
            // A late report without a fix tells no place: the state's is of a later time.
            var known = !late && state.FixTimeMs is not null;
            context.FixTimeMs = known ? state.FixTimeMs : null;
            context.Latitude = known ? state.Latitude : null;
            context.Longitude = known ? state.Longitude : null;
        }

        context.Ignition = report.Ignition ?? (late ? null : state.Ignition);
        context.OdometerMeters = report.OdometerMeters
            ?? (late || double.IsNaN(state.OdometerMeters) ? null : state.OdometerMeters);

        // Who is assigned for a later time does not drive yet.
        var isKnown = !late && state.Timeline.Driver.StartMs <= eventMs;
        IntervalEmitter.DescribeDriver(
            context, isKnown ? state.Timeline.Driver.Driver : DriverIdentity.None, vehicle.AccountId, snapshot.Drivers);
        IntervalEmitter.DescribeLandmark(
            context, late ? 0 : state.Timeline.LandmarkId, snapshot.Landmarks.Find(vehicle.AccountId));
    }

    private void Temperatures(DeviceReport report, bool late, in EventIds ids, VehicleState state)
    {
        foreach (ref readonly var reading in report.Readings)
        {
            if (reading.Kind != SensorKind.Temperature)
            {
                continue;
            }

            var before = late ? double.NaN : state.ExchangeTemperature(reading.SensorId, reading.Value);
            _emitter.Temperature(ids, _context, reading, before, late, Humidity(report, reading.SensorId));
        }
    }

    private static double? Humidity(DeviceReport report, byte sensorId)
    {
        foreach (ref readonly var reading in report.Readings)
        {
            if (reading.Kind == SensorKind.Humidity && reading.SensorId == sensorId)
            {
                return reading.Value;
            }
        }

        return null;
    }
}
