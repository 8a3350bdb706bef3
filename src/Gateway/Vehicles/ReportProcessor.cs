using Gateway.Configuration.Drivers;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Protocol.Reports;

namespace Gateway.Vehicles;

/// <summary>The configuration that a batch is processed under.</summary>
internal readonly record struct ProcessingSnapshot(
    WebhookSnapshot Webhooks, Geo.Landmarks.LandmarkSnapshot Landmarks, DriverSnapshot Drivers);

/// <summary>
/// From a report and the vehicle's state to the next state and 0..n events. Pure computing: no I/O, no clock. One per
/// partition; not thread-safe.
/// </summary>
internal sealed class ReportProcessor : IDisposable
{
    private readonly EventContext _context = new();
    private readonly EventEmitter _emitter;
    private readonly LandmarkTracker _landmarks;

    public ReportProcessor(EventOutbox outbox)
    {
        _emitter = new EventEmitter(outbox);
        _landmarks = new LandmarkTracker(_emitter);
    }

    /// <inheritdoc/>
    public void Dispose() => _emitter.Dispose();

    /// <summary>Processes one report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="canonicalBytes">Its bytes, for the event ids.</param>
    /// <param name="receivedMs">When it was received.</param>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="vehicle">The vehicle as configured.</param>
    /// <param name="state">Its state; changed.</param>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="nowMs">When the events are queued.</param>
    public void Process(
        DeviceReport report,
        ReadOnlySpan<byte> canonicalBytes,
        long receivedMs,
        string protocol,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot,
        long nowMs)
    {
        var eventMs = EventClock.EventTimeMs(report, receivedMs);
        var late = EventClock.IsLate(report, receivedMs, state);
        var ids = new EventIds(vehicle.Id, report, canonicalBytes, receivedMs);
        var before = new Before(state.Ignition, state.IgnitionSinceMs, state.FixTimeMs is not null);
        if (!late)
        {
            Advance(report, state, eventMs, receivedMs);
        }

        _emitter.Begin(vehicle, snapshot.Webhooks, nowMs);
        Describe(report, eventMs, receivedMs, late, protocol, vehicle, state, snapshot);
        if (!late && report.HasFix)
        {
            _landmarks.Track(ids, _context, state, snapshot.Landmarks.Find(vehicle.AccountId), before.HadFix);
        }

        var ignitionEdge = !late && before.Ignition is { } was && state.Ignition is { } now && was != now;
        if (ignitionEdge)
        {
            _emitter.Ignition(
                ids,
                _context,
                new IgnitionDetails("wire", before.IgnitionSinceMs, report.ExternalVolts, report.EngineSeconds));
        }

        if (report.Kind == ReportKind.Heartbeat)
        {
            _emitter.Heartbeat(
                ids,
                _context,
                new HeartbeatDetails(report.ExternalVolts, report.BatteryVolts, report.BatteryPercent, report.GsmSignal));
        }

        if (report.HasFix)
        {
            _emitter.Location(
                ids,
                _context,
                new LocationDetails(
                    Reason(report, ignitionEdge),
                    report.AltitudeMeters,
                    report.ExternalVolts,
                    report.EngineSeconds,
                    report.DigitalInputs));
            _emitter.Speed(ids, _context);
        }

        Temperatures(report, late, ids, state);
    }

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

        if (report.Ignition is { } ignition && ignition != state.Ignition)
        {
            state.IgnitionSinceMs = state.Ignition is null ? null : eventMs;
            state.Ignition = ignition;
        }

        state.OdometerMeters = report.OdometerMeters ?? state.OdometerMeters;
        state.ExternalVolts = report.ExternalVolts ?? state.ExternalVolts;
        if (report.DriverReported)
        {
            state.SetDriver(report.Driver);
        }
    }

    private static string Reason(DeviceReport report, bool ignitionEdge) =>
        ignitionEdge ? "ignition"
        : report.Alarms != DeviceAlarms.None ? "alarm"
        : report.EventCode is > 0 ? "event"
        : "interval";

    private void Describe(
        DeviceReport report,
        long eventMs,
        long receivedMs,
        bool late,
        string protocol,
        Vehicle vehicle,
        VehicleState state,
        in ProcessingSnapshot snapshot)
    {
        var context = _context;
        context.VehicleId = vehicle.Id;
        context.Label = vehicle.Label;
        context.Vin = vehicle.Vin;
        context.SerialNumber = vehicle.SerialNumber;
        context.DeviceId = vehicle.DeviceId;
        context.Protocol = protocol;
        context.EventTimeMs = eventMs;
        context.ReceivedMs = receivedMs;
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
        DescribeDriver(vehicle, late ? null : state.DriverCredential, snapshot.Drivers);
        LandmarkTracker.DescribeCurrent(context, late ? [] : state.Visits, snapshot.Landmarks.Find(vehicle.AccountId));
    }

    private void DescribeDriver(Vehicle vehicle, string? credential, DriverSnapshot drivers)
    {
        var driver = string.IsNullOrEmpty(credential) ? null : drivers.FindByCredential(vehicle.AccountId, credential);
        _context.DriverId = driver?.Id;
        _context.DriverFirstName = driver?.FirstName;
        _context.DriverLastName = driver?.LastName;
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

    private readonly record struct Before(bool? Ignition, long? IgnitionSinceMs, bool HadFix);
}
